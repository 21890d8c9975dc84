import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PersonHistory } from '#events/person-event';
import { DANISH_RULES, createRuleBook } from '#libs/rules';
import { timeline } from '#projections/education-status/education-status.evolve';
import { type Calm, arrivedAs, calmReports, recordingDecides } from './calm-histories.ts';
import { seedOfThisRun } from './seed.ts';

const danish = createRuleBook(DANISH_RULES);

/** Some reports and two orders in which they may arrive. */
const twoArrivals = calmReports.chain((calm) => {
  const places = calm.drafts.map((_, number) => number);
  const order = fc.shuffledSubarray(places, { minLength: places.length });
  return fc.tuple(fc.constant(calm), order, order);
});

type Reading = (history: PersonHistory) => string[];

/** The whole life's statuses, a line for each change. */
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

/** A service without holding: what arrives before the registration it is about is lost. */
const lifeWithoutHolding: Reading = (history) => {
  const events = history.events.filter((event, place) => {
    if (!('enrolmentId' in event.data) || event.type === 'enrolment-registered.v1') return true;
    const { enrolmentId } = event.data;
    const earlier = history.events.slice(0, place).filter(({ type }) => type === 'enrolment-registered.v1');
    return earlier.some(({ data }) => 'enrolmentId' in data && data.enrolmentId === enrolmentId);
  });
  return life({ ...history, events });
};

/** A service that reads corrections only of what it knows already. */
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

test('the order of arrival never changes the final status', () => {
  const seed = seedOfThisRun();
  console.info(`arrival order: ORACLE_SEED=${seed}, 2000 pairs of orders`);
  fc.assert(fc.property(twoArrivals, (arrivals) => agree(life, arrivals)), { seed, numRuns: 2_000, maxSkipsPerRun: 20 });
});

test.each<[string, Reading]>([
  ['without holding early reports', lifeWithoutHolding],
  ['without reading early corrections', lifeWithoutEarlyCorrections],
])('%s the same proof goes red', (_fault, reading) => {
  const { failed } = fc.check(fc.property(twoArrivals, (arrivals) => agree(reading, arrivals)), { seed: 3, numRuns: 500, maxSkipsPerRun: 20 });
  expect(failed).toBe(true);
});
