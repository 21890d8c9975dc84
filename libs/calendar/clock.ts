/** Source of "now". All code that reads the time takes a Clock; token times are the one exception (libs/identity). */
export interface Clock {
  now(): Date;
}

/** The time of the machine. */
export const systemClock: Clock = { now: () => new Date() };
