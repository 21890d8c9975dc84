import { addDays, addMonths, type Day, isDay } from '#libs/calendar';
import { type DayNumber, dayNumber } from './day-number.ts';
import { type Landscape, landscapeOf } from './landscape.ts';

export interface SimulationOptions {
  readonly persons: number;
  /** Span of the reported history. */
  readonly years: number;
  readonly seed: number;
  /** Last day on which a report is received. */
  readonly until: Day;
}

/** The persons are those aged 15 to 29 on this day. */
export const DEFAULT_UNTIL: Day = '2026-06-30';
export const DEFAULT_YEARS = 5;

/** The order of arrival stores the person in 21 bits (order-of-arrival.ts). */
const MOST_PERSONS = 2_097_152;
/** Nine digits: no seed in an id can be read as a civil number. */
const HIGHEST_SEED = 999_999_999;

/** A prepared simulation; everything in it follows from the options. */
export interface Run {
  readonly options: SimulationOptions;
  /** Begins every id of a report, so that other options never give another report the same id. */
  readonly prefix: string;
  readonly from: DayNumber;
  readonly until: DayNumber;
  readonly births: { readonly first: DayNumber; readonly count: number; readonly step: number };
  readonly landscape: Landscape;
}

export class SimulationRefused extends Error {
  override readonly name = 'SimulationRefused';
}

/** @throws SimulationRefused naming the option, what is wrong and what it may be */
export function prepareRun(options: SimulationOptions): Run {
  const { persons, years, seed, until } = options;
  wholeNumber('--persons', persons, 1, MOST_PERSONS);
  wholeNumber('--years', years, 1, 15);
  wholeNumber('--seed', seed, 0, HIGHEST_SEED);
  // Civil numbers distinguish births from 1937 to 2036.
  if (!isDay(until) || until < '2005' || until >= '2046') {
    throw new SimulationRefused(
      `--until is "${until}"; it must be a day from 2005-01-01 to 2045-12-31, like ${DEFAULT_UNTIL}.`,
    );
  }
  const from = dayNumber(addDays(addMonths(until, -12 * years), 1));
  const first = dayNumber(addDays(addMonths(until, -12 * 30), 1));
  const count = dayNumber(addMonths(until, -12 * 15)) - first + 1;
  return {
    options,
    prefix: `s${seed}y${years}u${until.replaceAll('-', '')}`,
    from,
    until: dayNumber(until),
    births: { first, count, step: spreadingStep(count) },
    landscape: landscapeOf(seed, from, dayNumber(until)),
  };
}

function wholeNumber(option: string, value: number, from: number, to: number): void {
  if (Number.isInteger(value) && value >= from && value <= to) return;
  throw new SimulationRefused(`${option} is ${value}; it must be a whole number from ${from} to ${to}.`);
}

/** Steps of the golden section visit every day once and lie evenly for any number of persons. */
function spreadingStep(count: number): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  let step = Math.round(count * 0.618_034);
  while (divisor(step, count) !== 1) step += 1;
  return step;
}
