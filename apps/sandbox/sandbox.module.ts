import { Inject, Module, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { Pool } from 'pg';
import type { Logger } from 'pino';
import { MOVABLE_CLOCK, MovableClock } from '#libs/calendar';
import { earliestTime } from '#libs/event-store';
import { LOGGER } from '#libs/telemetry';
import { CLOCK_PATIENCE, EARLIEST_MOMENT, MoveClockHandler } from './clock/clock.command.ts';
import { SandboxClockController } from './clock/clock.controller.ts';
import { keepClock } from './clock/kept-clock.ts';
import { SandboxContentsController } from './contents/contents.controller.ts';
import { SandboxContentsHandler } from './contents/contents.query.ts';
import { SandboxLoader } from './sandbox-loader.ts';

const CLOCK_PATIENCE_MILLISECONDS = 10_000;

/** `GET /v1/sandbox` and `PUT /v1/sandbox/clock`. For sandbox tenants only: the routes are open. */
@Module({
  controllers: [SandboxContentsController, SandboxClockController],
  providers: [
    SandboxContentsHandler,
    MoveClockHandler,
    SandboxLoader,
    { provide: CLOCK_PATIENCE, useValue: CLOCK_PATIENCE_MILLISECONDS },
    { provide: EARLIEST_MOMENT, inject: [Pool], useFactory: (pool: Pool) => () => earliestTime(pool) },
  ],
})
export class SandboxModule implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    private readonly pool: Pool,
    @Inject(MOVABLE_CLOCK) private readonly clock: MovableClock,
    @Inject(LOGGER) private readonly log: Logger,
    private readonly loader: SandboxLoader,
  ) {}

  /** Sets the clock before any other provider reads the time. */
  onModuleInit(): Promise<void> {
    return keepClock(this.pool, this.clock, (line) => this.log.warn(line));
  }

  /** Loads institutions and stories: the worker runs by now, and the port is not open yet. */
  onApplicationBootstrap(): Promise<void> {
    return this.loader.load();
  }
}
