import { Global, Module } from '@nestjs/common';
import { CLOCK, MOVABLE_CLOCK, MovableClock } from '#libs/calendar';

/** The one clock of the application. It moves only in sandbox tenants. */
@Global()
@Module({
  providers: [
    { provide: MOVABLE_CLOCK, useFactory: () => new MovableClock() },
    { provide: CLOCK, useExisting: MOVABLE_CLOCK },
  ],
  exports: [CLOCK, MOVABLE_CLOCK],
})
export class ClockModule {}
