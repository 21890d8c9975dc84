import { type DynamicModule, Module } from '@nestjs/common';
import { MOVABLE_CLOCK, type MovableClock } from '#libs/calendar';
import { SANDBOX_MASTER_KEY } from '#apps/sandbox/issuer/injection';
import { CLOCK_PATIENCE, EARLIEST_MOMENT, SandboxController } from './clock/clock.controller.ts';

export interface SandboxModuleOptions {
  readonly clock: MovableClock;
  /** Client secrets are derived from it; the same that mountIssuer is given. */
  readonly masterKey: Buffer;
  /** The earliest moment the clock may be put to: nothing recorded or answered lies after it. */
  readonly earliest: () => Promise<Date>;
  /** Milliseconds a move of the clock waits for those who follow it; default 10,000. */
  readonly patience?: number;
}

/** `GET /v1/sandbox` and `PUT /v1/sandbox/clock`. Import it in sandbox tenants only: its routes are open. */
@Module({})
export class SandboxModule {
  static register({ clock, masterKey, earliest, patience = 10_000 }: SandboxModuleOptions): DynamicModule {
    return {
      module: SandboxModule,
      controllers: [SandboxController],
      providers: [
        { provide: MOVABLE_CLOCK, useValue: clock },
        { provide: SANDBOX_MASTER_KEY, useValue: masterKey },
        { provide: EARLIEST_MOMENT, useValue: earliest },
        { provide: CLOCK_PATIENCE, useValue: patience },
      ],
    };
  }
}
