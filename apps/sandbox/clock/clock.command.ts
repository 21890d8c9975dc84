import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { MOVABLE_CLOCK, MovableClock } from '#libs/calendar';
import { ProblemError } from '#libs/problems';
import type { ClockAnswer } from './clock-answer.ts';
import { parseClockBody } from './clock-body.ts';
import { settledWithin } from './settled-within.ts';

/** Injection token: milliseconds `PUT /v1/sandbox/clock` waits for everything that follows the clock. */
export const CLOCK_PATIENCE = Symbol('ClockPatience');

/** Injection token: the earliest moment the clock may be set to. */
export const EARLIEST_MOMENT = Symbol('EarliestMoment');

const NOTE =
  'What deadlines, risks and ages brought about on the way is recorded and stays: ' +
  'the clock cannot be put back before earliest. A new sandbox begins anew.';

export interface MovedClock {
  readonly answer: ClockAnswer;
  /** Whether everything that follows the clock has done so. */
  readonly settled: boolean;
}

/** Sets the clock of the sandbox. */
export class MoveClock extends Command<MovedClock> {
  constructor(
    /** The parsed body, not checked. */
    readonly body: unknown,
  ) {
    super();
  }
}

@CommandHandler(MoveClock)
export class MoveClockHandler implements ICommandHandler<MoveClock> {
  constructor(
    @Inject(MOVABLE_CLOCK) private readonly clock: MovableClock,
    @Inject(CLOCK_PATIENCE) private readonly patience: number,
    @Inject(EARLIEST_MOMENT) private readonly earliest: () => Promise<Date>,
  ) {}

  /**
   * Sets the clock, never before a recorded event or a moment answered as final: both would then lie in the future.
   * @throws ProblemError invalid-body, clock-before-log
   */
  async execute({ body }: MoveClock): Promise<MovedClock> {
    const wanted = parseClockBody(body);
    const earliest = await this.earliest();
    if (wanted < earliest)
      throw new ProblemError('clock-before-log', { detail: `The earliest moment is ${earliest.toISOString()}.` });
    const settled = await settledWithin(this.clock.set(wanted), this.patience);
    const clock = this.clock.now().toISOString();
    return { settled, answer: { clock, earliest: (await this.earliest()).toISOString(), note: NOTE } };
  }
}
