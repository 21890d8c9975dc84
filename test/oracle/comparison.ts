import type { PersonHistory } from '#events/person-event';
import type { Day } from '#events/model/stored';
import type { RuleBook } from '#libs/rules';
import { daysAfter, monthsAfter, turns } from './calendar-by-hand.ts';
import { oracleStatus } from './education-status.ts';
import { prefixOf } from './envelope.ts';

/** The answer of one side for a day; `until` is null if the run has no end. */
export interface Answer {
  readonly status: string;
  readonly reason: string | undefined;
  readonly enrolmentId: string | undefined;
  readonly since: Day;
  readonly until: Day | null;
  /** Traces next to the status, in words. */
  readonly beside: readonly string[];
}

/** The implementation under test: reads the history once, then answers for any day. */
export type Answerer = (history: PersonHistory, rules: RuleBook) => (day: Day) => Answer;

export interface Mismatch {
  /** The number of known events of the history. */
  readonly known: number;
  readonly day: Day;
  readonly product: Answer;
  readonly oracle: Answer;
}

export const oracle: Answerer = (history, rules) => (day) => {
  const { status, reason, enrolmentId, since, until, beside = [] } = oracleStatus(history, day, rules);
  return { status, reason, enrolmentId, since, until, beside };
};

function datesIn(value: unknown): Day[] {
  if (typeof value === 'string') return /^\d{4}-\d{2}-\d{2}$/.test(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(datesIn) : [];
}

/** The days on which something may begin or end, each with the day before and after, in order. */
export function daysWorthAsking({ numberBirthDate, events }: PersonHistory, rules: RuleBook): Day[] {
  const stated = events.flatMap(({ data }) => datesIn(data));
  const computed = stated
    .filter((day) => day > '2011')
    .flatMap((day) => {
      const { graceDays, riskMonths, longestMonths } = rules.on(day);
      const durations = Object.values(longestMonths).filter((_, place) => place % 3 === Number(day.slice(-1)) % 3);
      return [
        daysAfter(day, graceDays),
        monthsAfter(day, riskMonths),
        monthsAfter(day, 24),
        ...durations.map((months) => monthsAfter(day, months)),
      ];
    });
  const [youngest, oldest] = [turns(numberBirthDate, 15), turns(numberBirthDate, 30)];
  const near = computed.filter((day) => youngest <= day && day <= oldest);
  const around = [...stated, ...near, youngest, oldest, ...rules.changeDays].flatMap((day) => [
    daysAfter(day, -1),
    day,
    daysAfter(day, 1),
  ]);
  return [...new Set(around)].filter((day) => day > numberBirthDate).sort();
}

/**
 * Some of the days for each prefix, different ones each time, so that every day is asked at several states of
 * knowledge.
 */
function shareOf(days: readonly Day[], known: number, each: number): Day[] {
  const stride = Math.max(1, Math.ceil(days.length / each));
  return days.filter((_, place) => place % stride === known % stride);
}

/**
 * Asks both sides at every prefix of the history; calls `asked` for each (D, K) pair. `each`: about the number of days
 * asked per prefix.
 */
export function findMismatch(
  history: PersonHistory,
  days: readonly Day[],
  product: Answerer,
  rules: RuleBook,
  { each = 10, asked = () => undefined }: { each?: number; asked?: (answer: Answer) => void } = {},
): Mismatch | undefined {
  for (let known = 0; known <= history.events.length; known += 1) {
    const prefix = prefixOf(history, known);
    const [one, other] = [product(prefix, rules), oracle(prefix, rules)];
    for (const day of shareOf(days, known, each)) {
      const [said, expected] = [one(day), other(day)];
      asked(expected);
      if (JSON.stringify(said) !== JSON.stringify(expected)) return { known, day, product: said, oracle: expected };
    }
  }
  return undefined;
}

/** A history and its first difference, one event per line, for a person to read. */
export function readable(history: PersonHistory, { known, day, product, oracle: expected }: Mismatch): string {
  const lines = history.events.map(
    ({ position, reporter, eventId, type, data }, place) =>
      `${place < known ? ' ' : '-'} @${position} ${reporter} …${eventId.slice(-4)} ${type} ${JSON.stringify(data)}`,
  );
  return [
    `born ${history.numberBirthDate}; known: the first ${known} events`,
    ...lines,
    `on ${day}`,
    `  product ${JSON.stringify(product)}`,
    `  oracle  ${JSON.stringify(expected)}`,
  ].join('\n');
}
