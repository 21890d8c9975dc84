import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Contract, mark, object } from '#libs/contract';
import { Open } from '#libs/identity';
import { findStanding, STALLED_SECONDS, type Standing } from '#libs/telemetry';
import { SERVICE_PARTS, type ServiceParts } from '../../service/service-parts.ts';
import { RELAY } from '../../worker/kafka/topics.ts';
import { FiguresAccess } from '../figures-access.ts';
import { readinessSchema, type Readiness } from './health-answer.ts';

@Controller('health')
export class HealthController {
  constructor(
    @Inject(SERVICE_PARTS) private readonly parts: ServiceParts,
    @Inject(FiguresAccess) private readonly access: FiguresAccess,
  ) {}

  /** The process answers. */
  @Open()
  @Get('live')
  @Contract({
    id: 'isLive',
    tag: 'Service',
    summary: 'The process answers.',
    answers: {
      200: { means: 'It does.', schema: object('Live', 'The process answers.', { live: mark('Always true.') }) },
    },
  })
  live(): { readonly live: true } {
    return { live: true };
  }

  /** The database answers too, and no reader is behind for longer than configured or stuck here: 503 if it is not so. */
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
    const { pool, watched, clock, kurrentAnswers } = this.parts;
    const [standing, answers] = await Promise.all([findStanding(pool, watched, clock.now()), kurrentAnswers?.()]);
    const kurrentdb = answers === undefined ? {} : { kurrentdb: answers ? ('up' as const) : ('down' as const) };
    const paused = standing === undefined ? new Map<string, string>() : this.pausedAmong(standing);
    const stalled = [...paused.keys()];
    const ready =
      standing !== undefined &&
      !this.isTooLate(standing) &&
      !stalled.some((reader) => this.parts.worker?.following.has(reader));
    if (!ready) void reply.status(503).header('Retry-After', '2');
    if (!standing) return { ready, database: 'down', ...kurrentdb, behind: [] };
    const { behind, oldestTransaction } = standing;
    const readers = standing.readers.map((lag) => ({ ...lag, ...pausedSince(paused.get(lag.reader)) }));
    const figures = { readers, ...(oldestTransaction === undefined ? {} : { oldestTransaction }) };
    const shown = stalled.length === 0 ? {} : { stalled };
    return {
      ready,
      database: 'up',
      ...kurrentdb,
      behind,
      ...shown,
      ...((await this.access.isAllowed(request)) ? figures : {}),
    };
  }

  /**
   * A process that follows the log with such a reader is not ready. Others name it and stay ready: their answers say how far they
   * reach, and one stuck worker takes no process out of service but its own.
   * @returns since when each of them has not moved
   */
  private pausedAmong({ places }: Standing): ReadonlyMap<string, string> {
    const noted = [...this.parts.stalls.note(places, performance.now())].filter(
      ([, seconds]) => seconds >= STALLED_SECONDS,
    );
    return new Map(noted.map(([reader, seconds]) => [reader, new Date(Date.now() - seconds * 1_000).toISOString()]));
  }

  /** Kafka may be away for days: that makes no door unready. */
  private isTooLate({ readers }: Standing): boolean {
    const { readyLagSeconds } = this.parts.config;
    return (
      readyLagSeconds !== undefined &&
      readers.some(({ reader, lagSeconds }) => reader !== RELAY && lagSeconds > readyLagSeconds)
    );
  }
}

function pausedSince(moment: string | undefined): { readonly pausedSince?: string } {
  return moment === undefined ? {} : { pausedSince: moment };
}
