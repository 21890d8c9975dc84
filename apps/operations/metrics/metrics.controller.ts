import { Controller, Get, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Contract } from '#libs/contract';
import { Open } from '#libs/identity';
import { METRICS_MEDIA_TYPE } from '#libs/telemetry';
import { callerOf } from '../figures-access.ts';
import { metricsSchema } from './metrics-answer.ts';
import { Figures } from './metrics.query.ts';

@Controller('metrics')
export class MetricsController {
  constructor(private readonly queries: QueryBus) {}

  @Open()
  @Get()
  @Contract({
    id: 'getMetrics',
    tag: 'Service',
    summary: "Figures for Prometheus; on the service's own machine without a token, else for the operator.",
    answers: { 200: { means: 'The figures.', schema: metricsSchema, mediaType: 'text/plain' } },
    problems: ['unauthenticated', 'forbidden', 'issuer-unavailable'],
  })
  async metrics(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const figures = await this.queries.execute(new Figures(callerOf(request)));
    void reply.header('Content-Type', METRICS_MEDIA_TYPE);
    return figures;
  }
}
