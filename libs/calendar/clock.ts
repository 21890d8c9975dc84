/** Where "now" comes from. Everything that asks the time takes a Clock; token times are the one exception (libs/identity). */
export interface Clock {
  now(): Date;
}

/** The machine's own time. */
export const systemClock: Clock = { now: () => new Date() };
