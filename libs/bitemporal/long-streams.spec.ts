import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { knownAfter } from '#libs/persons';
import type { PersonHistory } from '#events/person-event';
import { contactPersons } from '#projections/contact-persons/projection';
import { educationStatus } from '#projections/education-status/projection';
import { followUpCases } from '#projections/follow-up-cases/projection';
import { missingReports } from '#projections/missing-reports/projection';
import { personIdentity } from '#projections/person-identity/projection';
import { residence } from '#projections/residence/projection';
import { anyHistory } from '../../test/given/any-history.ts';
import { givenRules } from '../../test/given/rules.ts';
import { type BelievedRow, type KnownRow, STILL_KNOWN } from './knowledge.ts';
import { beliefsAt, changeOf, type KnowledgeProjection } from './projection.ts';

const rules = givenRules();
const PROJECTIONS = [
  educationStatus(rules),
  residence(rules),
  contactPersons,
  personIdentity,
  followUpCases(rules),
  missingReports(rules, (name) => name),
];
const spread = (whole: PersonHistory): PersonHistory => ({
  ...whole,
  events: whole.events.map((event) => ({ ...event, position: event.position * 3 })),
});
const cuts = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 30, maxLength: 30 });
const RUNS = { numRuns: 120, seed: Number(process.env['KNOWLEDGE_SEED'] ?? 20261129) };

/** The rows of a table after pages of these sizes. */
function inPages(projection: KnowledgeProjection, whole: PersonHistory, sizes: readonly number[]): KnownRow[] {
  let rows: KnownRow[] = [];
  let from = 1;
  for (const size of sizes) {
    if (from > whole.events.length) break;
    const { replaced, closed, opened } = changeOf(projection, knownAfter(whole, from + size - 1), from);
    const ends = new Map(closed.map(({ key, knownTo }) => [key, knownTo]));
    const kept = replaced === undefined ? rows : [];
    rows = [
      ...kept.map((row) => (row.knownTo === STILL_KNOWN ? { ...row, knownTo: ends.get(row.key) ?? STILL_KNOWN } : row)),
      ...opened,
    ];
    from += size;
  }
  return rows;
}

type Answer = (
  projection: KnowledgeProjection,
  whole: PersonHistory,
  rows: readonly KnownRow[],
  position: number,
) => readonly Pick<BelievedRow, 'key' | 'columns'>[];

/** The answer as the questions get it: the rows known then, or a fold if none is kept. */
const byRowsOrFold: Answer = (projection, whole, rows, position) =>
  rows.some(({ knownFrom }) => knownFrom <= position)
    ? rows.filter(({ knownFrom, knownTo }) => knownFrom <= position && position < knownTo)
    : beliefsAt(projection, whole, position);

const sorted = (rows: readonly Pick<BelievedRow, 'key' | 'columns'>[]): string[] =>
  rows.map(({ key, columns }) => JSON.stringify({ key, columns })).sort();

/** Compares the method for long streams with the rows of every event, at every position and between them. */
const sameAsEveryEvent = (projection: KnowledgeProjection, answer: Answer, keepsUpTo: number) =>
  fc.property(anyHistory.map(spread), cuts, (whole, sizes) => {
    const each = inPages({ ...projection, keepsUpTo: Infinity }, whole, [whole.events.length]);
    const rows = inPages({ ...projection, keepsUpTo }, whole, sizes);
    for (const { position } of whole.events) {
      for (const at of [position - 1, position, position + 2]) {
        const wanted = each.filter(({ knownFrom, knownTo }) => knownFrom <= at && at < knownTo);
        expect(sorted(answer(projection, whole, rows, at))).toEqual(sorted(wanted));
      }
    }
  });

describe.each(PROJECTIONS)('$name of a long stream', (projection) => {
  test.each([1, 2, 4])(
    'answers at every state of knowledge as if all rows were kept, beyond %d events',
    (keepsUpTo) => {
      fc.assert(sameAsEveryEvent(projection, byRowsOrFold, keepsUpTo), RUNS);
    },
  );
});

describe('sabotage: the comparison for long streams finds', () => {
  const goesRed = (answer: Answer) =>
    expect(fc.check(sameAsEveryEvent(educationStatus(rules), answer, 2), RUNS).failed).toBe(true);

  test('rows known now that answer for earlier states of knowledge', () => {
    goesRed((_projection, _whole, rows) => rows.filter(({ knownTo }) => knownTo === STILL_KNOWN));
  });

  test('a fold of all events for earlier states of knowledge', () => {
    goesRed((projection, whole, rows, position) =>
      byRowsOrFold(projection, knownAfter(whole, whole.events.length), rows, position < 9 ? 9 : position),
    );
  });

  test('an answer without any rows', () => {
    goesRed((_projection, _whole, rows, position) =>
      rows.filter(({ knownFrom, knownTo }) => knownFrom <= position && position < knownTo),
    );
  });
});
