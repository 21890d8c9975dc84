import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { effectiveReports } from '#events/standing/effective';
import type { PersonEvent } from '#events/person-event';
import { decideStanding } from '../given/decide-standing.ts';
import { by, type Draft, named } from '../given/history.ts';
import { contactMade, corrected, interrupted, moved, registered, withdrawn } from '../given/reports.ts';
import { type Decide, storedStream } from '../given/stored-stream.ts';
import { seedOfThisRun } from './seed.ts';
import { StandingByHand } from './standing-by-hand.ts';

const seed = seedOfThisRun();
const RUNS = { numRuns: 1_500, seed };

const days = fc.constantFrom('2026-01-10', '2026-02-10', '2026-03-10');
const codes = fc.constantFrom('0751', '0461');
const ids = fc.constantFrom('A', 'B');
const targets = fc.nat(9).map((place) => `d${place}`);
const moves = fc.tuple(codes, days).map(([code, day]) => moved(code, day));
const contacts = fc.tuple(days, codes).map(([day, code]) => contactMade(day, code));
const starts = fc.tuple(ids, days).map(([id, startsOn]) => registered(id, { startsOn }));
const ends = fc.tuple(ids, days).map(([id, day]) => interrupted(id, day));
const reports: fc.Arbitrary<Draft> = fc.oneof(moves, contacts, contacts, starts, ends);
const taken = fc
  .tuple(targets, fc.constantFrom('cpr', '751001', 'municipality-0751', 'municipality-0461'))
  .map(([target, reporter]) => withdrawn(target, reporter));
const fixes = fc
  .tuple(targets, fc.oneof(moves, contacts, starts, ends))
  .map(([target, content]) => corrected(target, content as never));
const drafted = fc
  .array(
    fc.oneof({ weight: 5, arbitrary: reports }, { weight: 1, arbitrary: taken }, { weight: 1, arbitrary: fixes }),
    { minLength: 2, maxLength: 10, size: 'max' },
  )
  .map((list) => list.map((draft, place) => named(`d${place}`, draft)))
  // A correction of another type's report is refused by the intake, and so is one of the withdrawal of a report.
  .map((list) => list.filter((draft) => draft.type !== 'report-corrected.v1' || fits(draft, list)));

function fits(draft: Draft, list: readonly Draft[]): boolean {
  const { target, contentTypes } = draft.data as { target: string; contentTypes: readonly string[] };
  const report = list.find(({ id }) => id === target);
  return report !== undefined && contentTypes.includes(report.type);
}

const told = (events: readonly PersonEvent[]): string[] =>
  effectiveReports(events).map(({ eventId, data }) => `${eventId}: ${JSON.stringify(data)}`);

function disagreement(decide?: Decide): { counterexample: unknown } | undefined {
  const { failed, counterexample } = fc.check(
    fc.property(drafted, (drafts) => {
      const events = storedStream(drafts, decide);
      const byHand = new StandingByHand(drafts);
      for (let count = 1; count <= drafts.length; count += 1)
        expect(told(events.slice(0, count))).toEqual(byHand.counting(count));
    }),
    RUNS,
  );
  return failed ? { counterexample: JSON.stringify(counterexample) } : undefined;
}

test(`the standing after every report of any history equals a second implementation (seed ${seed})`, () => {
  expect(disagreement()).toBeUndefined();
});

test.each<[string, Decide]>([
  ['standing for everybody', () => ({ standing: 'given', waitsFor: [] })],
  [
    'a residence of any day',
    (report, events, terms) => {
      const decided = decideStanding(report, events, terms);
      return {
        ...decided,
        waitsFor: decided.waitsFor.map((condition) =>
          condition.needs === 'responsibility' ? { ...condition, on: '2026-12-31' } : condition,
        ),
      };
    },
  ],
  [
    'corrections that need no standing',
    (report, events, terms) =>
      report.type === 'report-corrected.v1'
        ? { standing: 'given', waitsFor: [] }
        : decideStanding(report, events, terms),
  ],
])('the comparison of standing turns red for %s', (_fault, decide) => {
  expect(disagreement(decide)).toBeDefined();
});

test(`the order of institutions' reports does not change the standing of municipalities' reports (seed ${seed})`, () => {
  const municipal = (events: readonly PersonEvent[]): string[] =>
    told(events)
      .filter((text) => text.includes('channel'))
      .sort();
  fc.assert(
    fc.property(drafted, fc.infiniteStream(fc.nat(50)), (drafts, places) => {
      const isSchools = ({ reporter }: Draft): boolean => reporter === '751001';
      const others = drafts.filter((draft) => !isSchools(draft));
      const shuffled = [...others];
      for (const draft of drafts.filter(isSchools))
        shuffled.splice((places.next().value ?? 0) % (shuffled.length + 1), 0, draft);
      expect(municipal(storedStream(shuffled))).toEqual(municipal(storedStream(drafts)));
    }),
    RUNS,
  );
});

test('another municipality does not count as this one', () => {
  const events = storedStream([
    named('d0', moved('0751', '2026-01-10')),
    named('d1', by('municipality-0461', contactMade('2026-02-10'))),
  ]);
  expect(told(events)).toHaveLength(1);
});
