import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '#libs/calendar';
import { finish } from '#libs/concurrency';
import { contactClock, type FollowUpFact } from '#events/follow-up/contact/contact.decide';
import type { PersonHistory } from '#events/person-event';
import type { Day } from '#events/model/stored';
import { TERMS } from '../../../test/follow-up/scenario.ts';
import {
  CONTACT,
  type Draft,
  ENROLLED,
  history,
  INTERRUPTED,
  LIVES,
  WITHDRAWN,
} from '../../../test/follow-up/stream.ts';
import { beliefsOf, recordedFactsOf } from './beliefs.ts';
import { type BelievedMoments, FINENESS, type Fineness, momentsOf } from './moments.ts';
import { createRuleBook } from '../../../libs/rules/create-rule-book.ts';
import { DANISH_RULES } from '../../../libs/rules/rules.data.ts';

const RULES = createRuleBook(DANISH_RULES);
const RUNS = {
  numRuns: Number(process.env['MOMENTS_RUNS'] ?? 150),
  seed: Number(process.env['MOMENTS_SEED'] ?? 20261129),
};
const ALL: Fineness = { events: Infinity, calls: Infinity };
type Entry = Draft | FollowUpFact;
type Moments = (history: PersonHistory, today: Day) => BelievedMoments;

/** Calls one after the other, a minute apart; reports with the same number arrived in one call. */
interface Sent {
  readonly draft: Draft;
  readonly call: number;
}

const stamped = (entries: readonly Entry[], calls: readonly number[]): PersonHistory => {
  const whole = history(entries);
  const events = whole.events.map((event, index) => ({
    ...event,
    recordedAt: new Date(Date.parse(event.recordedAt) + (calls[index] ?? 0) * 60_000).toISOString(),
  }));
  return { ...whole, events };
};

function facts(stream: PersonHistory, today: Day, moments: Moments): readonly FollowUpFact[] {
  const beliefs = finish(beliefsOf(stream, moments(stream, today).moments, RULES));
  return contactClock.decide({
    person: stream.person,
    beliefs,
    recorded: recordedFactsOf(stream),
    today,
    terms: { ...TERMS, rules: RULES },
  });
}

const enrolled = (id: string, on: Day): Draft =>
  ({ ...ENROLLED, id: `enrolment-${id}-${on}`, on, data: { ...ENROLLED.data, enrolmentId: id } }) as Draft;
const interrupted = (id: string, on: Day, lastDay: Day): Draft =>
  ({
    ...INTERRUPTED,
    id: `interruption-${id}-${on}`,
    on,
    data: { ...INTERRUPTED.data, enrolmentId: id, lastDay },
  }) as Draft;
const risk = (id: string, on: Day, level: 'red' | 'green'): Draft =>
  ({
    type: 'dropout-risk-reported.v1',
    id: `risk-${id}-${on}-${level}`,
    on,
    data: { enrolmentId: id, assessedOn: on, level, assessor: 'x' },
  }) as unknown as Draft;

const START = '2026-05-04';
const ids = fc.constantFrom('e1', 'e2');
const report = fc.oneof(
  { weight: 2, arbitrary: ids.map((id) => (on: Day) => enrolled(id, on)) },
  {
    weight: 3,
    arbitrary: fc.tuple(ids, fc.nat(9)).map(
      ([id, before]) =>
        (on: Day) =>
          interrupted(id, on, addDays(on, -before)),
    ),
  },
  {
    weight: 4,
    arbitrary: fc.tuple(ids, fc.constantFrom('red' as const, 'green' as const)).map(
      ([id, level]) =>
        (on: Day) =>
          risk(id, on, level),
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom('0751', '0461').map((code) => (on: Day) => LIVES(code, on, on)) },
  { weight: 1, arbitrary: fc.nat(3).map((before) => (on: Day) => CONTACT(addDays(on, -before), on)) },
);
/** Reports over some weeks; some withdraw an earlier one. */
const sent: fc.Arbitrary<Sent[]> = fc
  .array(
    fc.record({
      report,
      days: fc.constantFrom(0, 0, 0, 1, 3, 9),
      sameCall: fc.boolean(),
      takesBack: fc.option(fc.nat(20), { freq: 6 }),
    }),
    { minLength: 2, maxLength: 14 },
  )
  .map((list) => {
    let [day, call] = [START, 0];
    const out: Sent[] = [
      { draft: LIVES('0751', '2010-03-01', START), call },
      { draft: enrolled('e1', START), call },
    ];
    for (const { report: make, days, sameCall, takesBack } of list) {
      if (days > 0) day = addDays(day, days);
      if (days > 0 || !sameCall) call += 1;
      const target = takesBack === null ? undefined : out[takesBack % out.length]?.draft;
      const draft = target && target.type !== 'report-withdrawn.v1' ? WITHDRAWN(target.id, day) : make(day);
      if (!out.some((one) => one.draft.id === draft.id)) out.push({ draft, call });
    }
    return out;
  });

/** Applies the clock after the chosen calls, and on the days after; its facts enter the stream each time. */
function lookedAt(all: readonly Sent[], looks: (call: number) => boolean, moments: Moments): string[] {
  const entries: Entry[] = [];
  const calls: number[] = [];
  const stated: FollowUpFact[] = [];
  const look = (today: Day, call: number): void => {
    for (let [again, round] = [true, 0]; again; round += 1) {
      if (round > 9) throw new Error('the clock goes on stating facts');
      const more = facts(stamped(entries, calls), today, moments);
      entries.push(...more);
      calls.push(...more.map(() => call));
      stated.push(...more);
      again = more.length > 0;
    }
  };
  for (const [index, { draft, call }] of all.entries()) {
    entries.push(draft);
    calls.push(call);
    if (all[index + 1]?.call !== call && looks(call)) look(draft.on, call);
  }
  const last = all.at(-1)?.draft.on ?? START;
  for (const later of [1, 2, 30]) look(addDays(last, later), 99);
  return stated.map(({ type, senderId, occurredOn }) => `${occurredOn} ${type} ${senderId}`).sort();
}

const sameHoweverOftenLooked = (moments: Moments) =>
  fc.property(sent, fc.nat(), (all, which) => {
    const often = lookedAt(all, () => true, moments);
    expect(lookedAt(all, () => false, moments)).toEqual(often);
    expect(lookedAt(all, (call) => (which >> (call % 16)) % 2 === 1, moments)).toEqual(often);
  });

const of =
  (fineness: Fineness): Moments =>
  (stream, today) =>
    momentsOf(stream, today, fineness);

describe('the moments of a long stream at which the clock is evaluated', () => {
  test('give the same facts if risk reports after the first events are skipped', () => {
    fc.assert(
      fc.property(sent, fc.nat(4), (all, events) => {
        const apart = all.map((one, index) => ({ ...one, call: index }));
        expect(lookedAt(apart, () => true, of({ events, calls: Infinity }))).toEqual(
          lookedAt(apart, () => true, of(ALL)),
        );
      }),
      RUNS,
    );
  });

  test.each([
    { events: 0, calls: 2 },
    { events: 2, calls: 0 },
    { events: 3, calls: 3 },
    { events: 1, calls: Infinity },
  ])('give the same facts however often the clock is evaluated: %j', (fineness) => {
    fc.assert(sameHoweverOftenLooked(of(fineness)), RUNS);
  });

  test('are those of each event for a stream that is not long', () => {
    const drafts = Array.from({ length: FINENESS.events - 1 }, (_, index) => risk('e1', addDays(START, index), 'red'));
    const stream = history([enrolled('e1', START), ...drafts]);
    expect(momentsOf(stream, '2030-01-01').moments).toHaveLength(FINENESS.events);
  });

  test('are bounded by the days, however many calls came on one', () => {
    const moved = (count: number): PersonHistory =>
      stamped(
        Array.from({ length: count }, (_, index) =>
          LIVES(index % 2 === 0 ? '0751' : '0461', addDays('2015-01-01', index), START),
        ),
        Array.from({ length: count }, (_, index) => index / 60),
      );
    const most = FINENESS.events + FINENESS.calls + 1;
    expect(momentsOf(moved(3_000), '2026-06-01').moments.length).toBeLessThanOrEqual(most);
    expect(momentsOf(moved(6_000), '2026-06-01').moments.length).toBeLessThanOrEqual(most);
  });

  test('leave a day that is not over for the next evaluation', () => {
    const stream = stamped(
      [LIVES('0751', '2010-03-01', START), enrolled('e1', START), interrupted('e1', START, START)],
      [0, 1, 2],
    );
    expect(momentsOf(stream, START, { events: 1, calls: 0 })).toMatchObject({ moments: { length: 1 }, more: true });
    expect(momentsOf(stream, addDays(START, 1), { events: 1, calls: 0 })).toMatchObject({
      moments: { length: 2 },
      more: false,
    });
  });
});

describe('sabotage: the comparison of the moments finds', () => {
  test('an evaluation at the current end of the stream instead of at whole days', () => {
    const byPages: Moments = (stream, today) => {
      const { moments, more } = momentsOf(stream, today, { events: 1, calls: 0 });
      const count = stream.events.length;
      const event = stream.events.at(-1);
      return { moments: event && more ? [...moments, { event, count }] : moments, more };
    };
    expect(fc.check(sameHoweverOftenLooked(byPages), RUNS).failed).toBe(true);
  });

  test('interruptions that are skipped too', () => {
    const careless: Moments = (stream, today) => {
      const { moments, more } = momentsOf(stream, today, ALL);
      return { moments: moments.filter(({ event }) => event.type !== 'education-interrupted.v1'), more };
    };
    const same = fc.property(sent, (all) =>
      expect(lookedAt(all, () => true, careless)).toEqual(lookedAt(all, () => true, of(ALL))),
    );
    expect(fc.check(same, RUNS).failed).toBe(true);
  });
});
