import fc from 'fast-check';
import type { Day } from '#events/model/stored';
import { type Draft, idOf } from './envelope.ts';
import { daysAfter } from './calendar-by-hand.ts';

/** A report about another report of the same history, or about one that was never sent. */
export interface About {
  readonly kind: 'correct' | 'withdraw';
  /** The place among all drafts, reports about reports included, whichever arrives first … */
  readonly target: number;
  /** … or only among the reports about reports. */
  readonly chained: boolean;
  readonly nobodySentIt: boolean;
  readonly otherReporter: boolean;
  readonly wrongType: boolean;
  readonly shift: number;
  readonly otherWord: number;
}

const seldom = fc.integer({ min: 0, max: 11 }).map((value) => value === 11);

export const abouts: fc.Arbitrary<About> = fc.record({
  kind: fc.constantFrom('correct', 'correct', 'withdraw'),
  target: fc.nat(60),
  chained: fc.boolean(),
  nobodySentIt: seldom,
  otherReporter: seldom,
  wrongType: seldom,
  shift: fc.constantFrom(0, 1, -1, 30, -30, 31, 200, -200),
  otherWord: fc.nat(5),
});

/** Withdraws the very first report. */
export const FIRST_TAKEN_BACK: About = {
  kind: 'withdraw',
  target: 0,
  chained: false,
  nobodySentIt: false,
  otherReporter: false,
  wrongType: false,
  shift: 0,
  otherWord: 0,
};

const WORDS: Readonly<Record<string, readonly string[]>> = {
  kind: ['compulsory', 'preparatory', 'upper-secondary', 'vocational', 'higher', 'other'],
  extent: ['whole', 'part', 'not-passed'],
  level: ['red', 'yellow', 'green'],
  enrolmentId: ['e1', 'e2', 'e1', 'e2', 'e1', 'e3'],
};
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The root's data with every day shifted, and with other words if `otherWord`. */
function changed(data: object, { shift, otherWord }: About): object {
  return Object.fromEntries(
    Object.entries(data).map(([field, value]: [string, unknown]) => {
      if (typeof value === 'string' && DAY.test(value)) return [field, daysAfter(value as Day, shift)];
      const words = field === 'enrolmentId' && otherWord < 4 ? undefined : WORDS[field];
      return [field, words === undefined ? value : words[otherWord % words.length]];
    }),
  );
}

/** The number of the draft that it refers to. */
function targetOf({ target, chained }: About, reports: number, about: number): number {
  return chained ? reports + (target % about) : target % (reports + about);
}

function findRootDraft(number: number, reports: readonly Draft[], about: readonly About[]): Draft | undefined {
  let at = number;
  for (let hops = 0; hops <= about.length; hops += 1) {
    const here = about[at - reports.length];
    if (here === undefined) return reports[at];
    if (here.kind === 'withdraw') return undefined;
    at = targetOf(here, reports.length, about.length);
  }
  return undefined;
}

/** Drafts of the reports about reports, numbered after the reports themselves. */
export function correctionDrafts(reports: readonly Draft[], about: readonly About[]): Draft[] {
  const pointedAt = (each: About): number => targetOf(each, reports.length, about.length);
  const reporterOf = (number: number, hops = 0): string => {
    const here = about[number - reports.length];
    if (here === undefined) return reports[number]?.reporter ?? 'nobody';
    if (hops > about.length) return 'somebody-else';
    const its = reporterOf(pointedAt(here), hops + 1);
    if (!here.otherReporter) return its;
    return its === 'somebody-else' ? '101001' : 'somebody-else';
  };
  return about.map((each, place) => {
    const number = reports.length + place;
    const target = each.nobodySentIt ? idOf(900_000 + place) : idOf(pointedAt(each));
    const reporter = reporterOf(number);
    const reference = { id: `report-${pointedAt(each)}` };
    if (each.kind === 'withdraw')
      return {
        type: 'report-withdrawn.v1',
        reporter,
        data: { withdraws: reference, reason: { system: 'x', code: '1' }, target },
      };
    const root = findRootDraft(number, reports, about);
    const fitting = root !== undefined && !each.wrongType;
    const data = {
      corrects: reference,
      content: fitting ? changed(root.data, each) : { enrolmentId: 'e1', lastDay: '2022-07-31' },
      contentTypes: fitting ? [root.type] : [root?.type === 'leave-ended.v1' ? 'contact-made.v1' : 'leave-ended.v1'],
      target,
    };
    return { type: 'report-corrected.v1', reporter, data };
  });
}
