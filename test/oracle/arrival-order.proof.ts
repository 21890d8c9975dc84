import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PersonHistory } from '#events/person-event';
import { timeline } from '#projections/education-status/education-status.evolve';
import { printFigure } from '../crash/figure-line.ts';
import { type Calm, arrivedAs, calmReports, recordingDecides } from './calm-histories.ts';
import { seedOfThisRun } from './seed.ts';
import { DANISH_RULES } from '../../libs/rules/rules.data.ts';
import { createRuleBook } from '../../libs/rules/create-rule-book.ts';

const danish = createRuleBook(DANISH_RULES);

/** Some reports and two orders of their arrival. */
const twoArrivals = calmReports.chain((calm) => {
  const places = calm.drafts.map((_, number) => number);
  const order = fc.shuffledSubarray(places, { minLength: places.length });
  return fc.tuple(fc.constant(calm), order, order);
});

type Reading = (history: PersonHistory) => string[];

/** The statuses of the whole life, a line per change. */
const life: Reading = (history) => {
  const lines: string[] = [];
  let before = '';
  for (const { from, status, reason } of timeline(history, danish)) {
    const words = `${status} ${reason ?? ''}`;
    if (words !== before) lines.push(`${from} ${words}`);
    before = words;
  }
  return lines;
};

/** A service without holding: a report that arrives before the registration it is about is lost. */
const lifeWithoutHolding: Reading = (history) => {
  const events = history.events.filter((event, place) => {
    if (!('enrolmentId' in event.data) || event.type === 'enrolment-registered.v1') return true;
    const { enrolmentId } = event.data;
    const earlier = history.events.slice(0, place).filter(({ type }) => type === 'enrolment-registered.v1');
    return earlier.some(({ data }) => 'enrolmentId' in data && data.enrolmentId === enrolmentId);
  });
  return life({ ...history, events });
};

/** A service that reads corrections of known reports only. */
const lifeWithoutEarlyCorrections: Reading = (history) => {
  const known = (place: number) => history.events.slice(0, place).map(({ eventId }) => eventId);
  const events = history.events.filter(({ data }, place) => !('target' in data) || known(place).includes(data.target));
  return life({ ...history, events });
};

function agree(reading: Reading, [calm, one, other]: [Calm, number[], number[]]): boolean {
  const first = arrivedAs(calm, one);
  fc.pre(!recordingDecides(first, danish));
  return JSON.stringify(reading(first)) === JSON.stringify(reading(arrivedAs(calm, other)));
}

const PAIRS = Number(process.env['ARRIVAL_PAIRS'] ?? 2_000);
const SEED = seedOfThisRun();

test('the order of arrival never changes the final status: two orders of many histories, every order of small ones', () => {
  const result = fc.check(
    fc.property(twoArrivals, (arrivals) => agree(life, arrivals)),
    { seed: SEED, numRuns: PAIRS, maxSkipsPerRun: 20 },
  );
  const small = fc
    .sample(calmReports, { seed: SEED, numRuns: PAIRS / 20 })
    .map((calm) => ({ ...calm, drafts: calm.drafts.slice(0, 5) }));
  const orders = small.map(everyOrderAgrees);
  const n = result.numRuns + orders.reduce((sum, { tried }) => sum + tried, 0);
  const differing = (result.failed ? 1 : 0) + orders.filter(({ agreed }) => !agreed).length;
  console.info(
    `arrival order: ORACLE_SEED=${SEED}, ${result.numRuns} pairs of orders, ` +
      `every order of ${small.length} histories of up to five reports`,
  );
  printFigure({
    id: 'R13',
    value: differing,
    unit: 'statuses changed',
    n,
    seed: SEED,
    reach: '0',
    pass: differing === 0,
  });
  expect(fc.defaultReportMessage(result)).toBeUndefined();
  expect(differing).toBe(0);
}, 600_000);

/** All orders of that many places. */
function ordersOf(places: readonly number[]): number[][] {
  if (places.length <= 1) return [[...places]];
  return places.flatMap((first) => ordersOf(places.filter((place) => place !== first)).map((rest) => [first, ...rest]));
}

function everyOrderAgrees(calm: Calm): { tried: number; agreed: boolean } {
  const [first = [], ...others] = ordersOf(calm.drafts.map((_, number) => number));
  if (recordingDecides(arrivedAs(calm, first), danish)) return { tried: 0, agreed: true };
  return { tried: others.length, agreed: others.every((other) => agree(life, [calm, first, other])) };
}

test.each<[string, Reading]>([
  ['without holding early reports', lifeWithoutHolding],
  ['without reading early corrections', lifeWithoutEarlyCorrections],
])('the proof of arrival order turns red %s', (_fault, reading) => {
  const { failed } = fc.check(
    fc.property(twoArrivals, (arrivals) => agree(reading, arrivals)),
    { seed: 3, numRuns: 500, maxSkipsPerRun: 20 },
  );
  expect(failed).toBe(true);
});
