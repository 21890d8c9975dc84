import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { readersBehind } from '#libs/feed';
import { Open } from '#libs/identity';
import { SERVICE_PARTS, type ServiceParts } from '../service-parts.ts';

interface Readiness {
  readonly ready: boolean;
  readonly database: 'up' | 'down';
  /** Readers that have not applied everything in the log at this moment; they may catch up within milliseconds. */
  readonly behind: readonly string[];
}

@Controller('health')
@Open()
export class HealthController {
  constructor(@Inject(SERVICE_PARTS) private readonly parts: ServiceParts) {}

  /** The process answers. */
  @Get('live')
  live(): { readonly live: true } {
    return { live: true };
  }

  /** The database answers too: 503 where it does not. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    try {
      return { ready: true, database: 'up', behind: await readersBehind(this.parts.pool, this.parts.readers) };
    } catch {
      void reply.status(503).header('Retry-After', '2');
      return { ready: false, database: 'down', behind: [] };
    }
  }
}
