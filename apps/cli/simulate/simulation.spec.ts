import { describe, expect, test } from '@jest/globals';
import { parseCivilNumber } from '#events/person/civil-number';
import { readReport } from '#events/reading/read-report';
import { checkedOf, cloudEventOf } from './as-sent.ts';
import { civilPerson } from './civil-person.ts';
import { dayText } from './day-number.ts';
import { type Life, lifeOf } from './life.ts';
import { OrderOfArrival } from './order-of-arrival.ts';
import { prepareRun, type Run, type SimulationOptions } from './run.ts';
import type { SimulatedReport } from './simulated-report.ts';

const NATION = 1_100_000;
const runOf = (given: Partial<SimulationOptions> = {}): Run =>
  prepareRun({ persons: 2_000, years: 5, seed: 3, until: '2026-06-30', ...given });
const run = runOf();
const lives: readonly Life[] = Array.from({ length: 2_000 }, (_, index) => lifeOf(run, index));

function orderOf(of: Run): OrderOfArrival {
  const going = OrderOfArrival.of(of);
  for (;;) {
    const step = going.next();
    if (step.done === true) return step.value;
  }
}

describe('a simulation', () => {
  test('gives the same people for the same options, repeated or in any number', () => {
    expect(lifeOf(runOf(), 17)).toEqual(lives[17]);
    expect(lifeOf(runOf({ persons: NATION }), 17)).toEqual(lives[17]);
  });

  test('gives other people for another seed, with numbers of their own', () => {
    const other = runOf({ seed: 4 });
    expect(lifeOf(other, 17)).not.toEqual(lives[17]);
    const numbers = new Set(lives.map(({ civilNumber }) => civilNumber));
    expect(lives.filter(({ index }) => numbers.has(civilPerson(other, index).civilNumber))).toEqual([]);
  });
});

describe('simulated people', () => {
  test('have a civil number each, and all are synthetic', () => {
    const nation = runOf({ persons: NATION });
    const numbers = Float64Array.from({ length: NATION }, (_, index) =>
      Number(civilPerson(nation, index).civilNumber),
    ).sort();
    expect(numbers.findIndex((number, at) => at > 0 && number === numbers[at - 1])).toBe(-1);
    for (const { civilNumber, birth } of lives) {
      expect(parseCivilNumber(civilNumber, { sandbox: true })).toEqual({ birthDate: dayText(birth), synthetic: true });
    }
  });

  test('are 15 to 29 on the last day, as evenly few as many', () => {
    const births = lives
      .slice(0, 150)
      .map(({ birth }) => dayText(birth))
      .sort();
    expect(births[0]?.slice(0, 4)).toBe('1996');
    expect(births.at(-1)?.slice(0, 4)).toBe('2011');
    expect(births[75]?.slice(0, 4)).toMatch(/2003|2004/);
  });
});

test('every simulated report passes every check of form, and the checks change nothing in it', () => {
  for (const life of lives.slice(0, 400)) {
    for (const report of life.reports) {
      const { report: read, errors } = readReport(cloudEventOf(life, report), { sandbox: true });
      expect([errors, JSON.stringify(read)]).toEqual([[], JSON.stringify(checkedOf(life, report))]);
    }
  }
});

test('simulated reports arrive in order, each life in its own order, none before it was written or outside the years', () => {
  const order = orderOf(run);
  const arrivals = [...order.reports(0, order.length)];
  expect(arrivals).toHaveLength(lives.reduce((sum, { reports }) => sum + reports.length, 0));
  const early = arrivals.filter(
    ({ report }, at) =>
      report.received < (arrivals[at - 1]?.report.received ?? 0) || (report.registered ?? 0) > report.received,
  );
  const outside = arrivals.filter(
    ({ report: { received } }) => received < run.from * 1_440 || received >= (run.until + 1) * 1_440,
  );
  expect([early, outside]).toEqual([[], []]);
  const byLife = new Map<number, SimulatedReport[]>();
  for (const { life, report } of arrivals) byLife.set(life.index, [...(byLife.get(life.index) ?? []), report]);
  for (const { index, reports } of lives) expect(byLife.get(index)).toEqual(reports);
});

const all: readonly SimulatedReport[] = lives.flatMap(({ reports }) => reports);
const count = (type: string, holds: (report: SimulatedReport) => boolean = () => true): number =>
  all.filter((report) => report.type === type && holds(report)).length;

describe('the simulated reports', () => {
  test('are nine per person in five years, of every type that can be sent', () => {
    expect(all.length / lives.length).toBeGreaterThan(8.5);
    expect(all.length / lives.length).toBeLessThan(9.5);
    expect(new Set(all.map(({ type }) => type)).size).toBe(17);
  });

  test('follow the published rates: most go to upper secondary, admissions are in August, vocational is left most', () => {
    const later = all.filter(({ type, data }) => type === 'enrolment-registered.v1' && data['kind'] !== 'compulsory');
    const inAugust = later.filter(({ data }) => String(data['startsOn']).slice(5, 7) === '08');
    expect(inAugust.length / later.length).toBeGreaterThan(0.6);
    const kinds = (kind: string): SimulatedReport[] => later.filter(({ data }) => data['kind'] === kind);
    expect(kinds('upper-secondary').length).toBeGreaterThan(1.5 * kinds('vocational').length);
    const leftOf = (kind: string): number => {
      const ids = new Set(kinds(kind).map(({ data }) => data['enrolmentId']));
      return count('education-interrupted.v1', ({ data }) => ids.has(data['enrolmentId'])) / ids.size;
    };
    expect(leftOf('vocational')).toBeGreaterThan(2 * leftOf('upper-secondary'));
    expect(leftOf('vocational')).toBeLessThan(0.45);
  });

  test('are sometimes late, and none comes from a silent institution until its silence is over', () => {
    const late = all.filter(
      ({ registered, received }) =>
        registered !== null && registered >= run.from * 1_440 && received - registered > 30 * 1_440,
    );
    expect(late.length / all.length).toBeGreaterThan(0.02);
    const silent = run.landscape.reporters.filter(({ silentFrom, silentBefore }) => silentBefore > silentFrom);
    expect(silent.length).toBeGreaterThan(10);
    const fromSilent = all.filter(({ by }) => silent.includes(by));
    const during = fromSilent.filter(
      ({ by, received }) => received >= by.silentFrom * 1_440 && received < by.silentBefore * 1_440,
    );
    expect([fromSilent.length > 100, during]).toEqual([true, []]);
    expect(
      fromSilent.some(
        ({ by, registered }) =>
          registered !== null && registered >= by.silentFrom * 1_440 && registered < by.silentBefore * 1_440,
      ),
    ).toBe(true);
  });
});

test.each([
  ['--persons is 0', { persons: 0 }],
  ['--persons is 2097153', { persons: 2_097_153 }],
  ['--years is 1.5', { years: 1.5 }],
  ['--seed is -1', { seed: -1 }],
  ['--until is "2026-02-30"', { until: '2026-02-30' }],
])('%s is refused by the simulation in a sentence', (words, given) => {
  expect(() => runOf(given)).toThrow(words);
});
