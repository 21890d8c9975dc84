import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, workdaysBetween } from '#libs/calendar';
import { STATED } from '../../test/oracle/rules-by-hand.ts';
import { type DeliveredReport, type Delivery, deliveryOf, type DeliveryTerms } from './delivery.ts';
import { sumWeeks } from './week-sums.ts';

const report = (given: Partial<DeliveredReport>): DeliveredReport => ({
  position: 1,
  stream: '11111111-1111-4111-8111-111111111111',
  eventId: '5f0c1a7e-8a43-5c1b-9d2f-0b6a1c2d3e4f',
  type: 'education-interrupted.v1',
  reporter: '990110',
  source: '/systems/sa-nord/reporters/990110',
  occurredOn: '2026-06-01',
  registeredAt: '2026-06-01T10:00:00Z',
  receivedAt: '2026-06-01T10:00:00Z',
  ...given,
});
const terms: DeliveryTerms = { rules: STATED, institutionType: '1012', connectedOn: '2020-01-01' };

describe('a report', () => {
  // 29 May 2026 is a Friday; Ascension Day is 14 May, Whit Monday 25 May.
  test.each([
    {
      when: 'in the last minute of the next workday',
      from: '2026-05-29T12:00:00Z',
      to: '2026-06-01T21:59:00Z',
      late: 0,
    },
    { when: 'in the first minute after it', from: '2026-05-29T12:00:00Z', to: '2026-06-01T22:01:00Z', late: 1 },
    { when: 'after a weekend and a holiday', from: '2026-05-22T12:00:00Z', to: '2026-05-27T12:00:00Z', late: 1 },
    { when: 'three weeks after', from: '2026-05-08T12:00:00Z', to: '2026-06-01T06:30:00Z', late: 13 },
    { when: 'before it was registered', from: '2026-06-02T12:00:00Z', to: '2026-06-01T12:00:00Z', late: 0 },
  ])('received $when is late by $late workdays', ({ from, to, late }) => {
    expect(deliveryOf(report({ registeredAt: from, receivedAt: to }), terms).late).toBe(late);
  });

  test('of a continuation school is on time for 5 workdays', () => {
    const sent = report({ registeredAt: '2026-06-08T10:00:00Z', receivedAt: '2026-06-15T20:00:00Z' });
    expect(deliveryOf(sent, { ...terms, institutionType: '1011' }).late).toBe(0);
    expect(deliveryOf(sent, terms).late).toBe(4);
  });

  test('of a drop-out risk counts from the assessment, however late it was registered', () => {
    const risk = report({ type: 'dropout-risk-reported.v1', registeredAt: '2026-06-10T10:00:00Z' });
    expect(deliveryOf({ ...risk, receivedAt: '2026-06-10T10:01:00Z' }, terms)).toMatchObject({
      dueOn: '2026-06-02',
      late: 6,
      toReceive: 0,
    });
  });

  test('without a registration time counts from the day it happened; the delay is then the system’s alone', () => {
    const sent = report({ registeredAt: null, receivedAt: '2026-06-08T10:00:00Z' });
    expect(deliveryOf(sent, terms)).toMatchObject({ toRegister: 0, toReceive: 5, late: 4 });
  });

  test('registered or dated centuries ahead is on time, and counts as ten years ahead', () => {
    const sent = report({ occurredOn: '2999-12-31', registeredAt: '2999-12-31T23:59:59Z' });
    const { dueOn, late, took, toReceive } = deliveryOf(sent, terms);
    expect({ dueOn, late, took }).toEqual({ dueOn: '2036-06-09', late: 0, took: 0 });
    expect(toReceive).toBeGreaterThan(-2_700);
  });

  test('about the time before the connection is history for 90 days, then late', () => {
    const joined = { ...terms, connectedOn: '2026-06-01' };
    const old = report({ occurredOn: '2019-08-12', registeredAt: null });
    expect(deliveryOf({ ...old, receivedAt: '2026-08-30T10:00:00Z' }, joined).isHistory).toBe(true);
    expect(deliveryOf({ ...old, receivedAt: '2026-08-31T10:00:00Z' }, joined).isHistory).toBe(false);
    expect(deliveryOf({ ...old, occurredOn: '2026-06-01' }, joined).isHistory).toBe(false);
  });
});

test('the delays of secretary and system add up to the way from the day it happened to the receipt', () => {
  const day = fc.integer({ min: -900, max: 900 }).map((days) => addDays('2026-06-15', days));
  fc.assert(
    fc.property(day, fc.option(day), day, (occurredOn, registeredOn, receivedOn) => {
      const sent = report({
        occurredOn,
        registeredAt: registeredOn === null ? null : `${registeredOn}T10:00:00Z`,
        receivedAt: `${receivedOn}T10:00:00Z`,
      });
      const { toRegister, toReceive } = deliveryOf(sent, terms);
      expect(toRegister + toReceive).toBe(workdaysBetween(occurredOn, receivedOn, 'A'));
    }),
  );
});

/** One late report, corrected and withdrawn in time: the reporter still sent its one report late. */
function proveCorrectionsImproveNothing(sum: typeof sumWeeks): void {
  const late = report({ registeredAt: '2026-06-01T10:00:00Z', receivedAt: '2026-06-12T10:00:00Z' });
  const again = ['report-corrected.v1', 'report-withdrawn.v1'].map((type) =>
    report({ type, registeredAt: '2026-06-12T10:00:00Z', receivedAt: '2026-06-12T10:00:00Z' }),
  );
  const sums = sum([late, ...again].map((one): readonly [DeliveredReport, Delivery] => [one, deliveryOf(one, terms)]));
  const total = (of: (one: (typeof sums)[number]) => number): number => sums.reduce((all, one) => all + of(one), 0);
  expect({
    reports: total(({ reports }) => reports),
    onTime: total(({ onTime }) => onTime),
    counted: total(({ took }) => took.reduce((all, one) => all + one, 0)),
    corrections: total(({ corrections }) => corrections),
    withdrawals: total(({ withdrawals }) => withdrawals),
  }).toEqual({ reports: 3, onTime: 0, counted: 1, corrections: 1, withdrawals: 1 });
}

describe('corrections and withdrawals', () => {
  test('count apart and improve no on-time share', () => {
    proveCorrectionsImproveNothing(sumWeeks);
  });

  test('sabotage: turn that proof red if they count as reports', () => {
    const careless: typeof sumWeeks = (deliveries) =>
      sumWeeks(deliveries.map(([one, delivery]) => [one, { ...delivery, countsAs: 'report' }]));
    expect(() => proveCorrectionsImproveNothing(careless)).toThrow();
  });
});
