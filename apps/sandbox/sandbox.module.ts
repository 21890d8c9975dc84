import { type DynamicModule, Module } from '@nestjs/common';
import { CLOCK, MOVABLE_CLOCK, type MovableClock } from '#libs/calendar';
import { SandboxClockController } from './clock/clock.controller.ts';
import { CLOCK_PATIENCE, EARLIEST_MOMENT, MoveClockHandler } from './clock/clock.command.ts';
import { SandboxContentsController } from './contents/contents.controller.ts';
import { SandboxContentsHandler } from './contents/contents.query.ts';
import { SANDBOX_MASTER_KEY } from './issuer/injection.ts';

export interface SandboxOptions {
  readonly clock: MovableClock;
  /** Client secrets are derived from it; the same that mountIssuer is given. */
  readonly masterKey: Buffer;
  /** The earliest moment the clock may be set to: no recorded event and no final answer lies after it. */
  readonly earliest: () => Promise<Date>;
  /** Milliseconds a move of the clock waits for everything that follows it; default 10,000. */
  readonly patience?: number;
}

/** `GET /v1/sandbox` and `PUT /v1/sandbox/clock`. For sandbox tenants only: the routes are open. */
@Module({})
export class SandboxModule {
  static register({ clock, masterKey, earliest, patience = 10_000 }: SandboxOptions): DynamicModule {
    return {
      module: SandboxModule,
      controllers: [SandboxContentsController, SandboxClockController],
      providers: [
        { provide: CLOCK, useValue: clock },
        { provide: MOVABLE_CLOCK, useValue: clock },
        { provide: SANDBOX_MASTER_KEY, useValue: masterKey },
        { provide: EARLIEST_MOMENT, useValue: earliest },
        { provide: CLOCK_PATIENCE, useValue: patience },
        SandboxContentsHandler,
        MoveClockHandler,
      ],
    };
  }
}
