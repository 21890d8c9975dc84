import { Controller, Get, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Contract } from '#libs/contract';
import { Open } from '#libs/identity';
import { callerOf } from '../figures-access.ts';
import { type Live, liveSchema, type Readiness, readinessSchema } from './health-answer.ts';
import { IsLive } from './live.query.ts';
import { IsReady } from './ready.query.ts';

@Controller('health')
export class HealthController {
  constructor(private readonly queries: QueryBus) {}

  @Open()
  @Get('live')
  @Contract({
    id: 'isLive',
    tag: 'Service',
    summary: 'The process answers.',
    answers: { 200: { means: 'It does.', schema: liveSchema } },
  })
  live(): Promise<Live> {
    return this.queries.execute(new IsLive());
  }

  @Open()
  @Get('ready')
  @Contract({
    id: 'isReady',
    tag: 'Service',
    summary: 'The database answers too, and no reader is behind for longer than configured.',
    answers: {
      200: { means: 'It is.', schema: readinessSchema },
      503: { means: 'It is not.', schema: readinessSchema, headers: ['RetryAfter'] },
    },
  })
  async ready(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const answer = await this.queries.execute(new IsReady(callerOf(request)));
    if (!answer.ready) void reply.status(503).header('Retry-After', '2');
    return answer;
  }
}
