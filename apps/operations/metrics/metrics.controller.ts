import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Contract, text } from '#libs/contract';
import { Open } from '#libs/identity';
import { findStanding, METRICS_MEDIA_TYPE } from '#libs/telemetry';
import { countCasesWithoutHolder } from '#projections/follow-up-cases/without-holder.query';
import { SERVICE_PARTS, type ServiceParts } from '../../service/service-parts.ts';
import { FiguresAccess } from '../figures-access.ts';

/** `GET /metrics`: Prometheus text. Answers without PostgreSQL, and says then that it is away. */
@Controller('metrics')
export class MetricsController {
  constructor(
    @Inject(SERVICE_PARTS) private readonly parts: ServiceParts,
    @Inject(FiguresAccess) private readonly access: FiguresAccess,
  ) {}

  @Open()
  @Get()
  @Contract({
    id: 'getMetrics',
    tag: 'Service',
    summary: "Figures for Prometheus; on the service's own machine without a token, else for the operator.",
    answers: {
      200: {
        means: 'The figures.',
        schema: text('Prometheus text.', 'ungestatus_database_up 1'),
        mediaType: 'text/plain',
      },
    },
    problems: ['unauthenticated', 'forbidden', 'issuer-unavailable'],
  })
  async metrics(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    await this.access.allow(request);
    const { pool, watched, clock, metrics, stalls, kurrentAnswers } = this.parts;
    void reply.header('Content-Type', METRICS_MEDIA_TYPE);
    const [standing, kurrentUp] = await Promise.all([findStanding(pool, watched, clock.now()), kurrentAnswers?.()]);
    const withoutHolder = standing && (await countCasesWithoutHolder(pool).catch(() => undefined));
    return metrics.text(
      standing,
      kurrentUp,
      withoutHolder,
      standing && stalls.note(standing.places, performance.now()),
    );
  }
}
