import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { knownAfter } from '#libs/persons';
import { finish } from '#libs/concurrency';
import type { PersonEvent, PersonHistory } from '#events/person-event';
import { contactPersons } from '#projections/contact-persons/projection';
import { educationStatus } from '#projections/education-status/projection';
import { missingReports } from '#projections/missing-reports/projection';
import { residence } from '#projections/residence/projection';
import { anyHistory } from '../../test/given/any-history.ts';
import { history, type Draft } from '../../test/given/history.ts';
import { contactAssigned, contactEnded, corrected, moved, withdrawn } from '../../test/given/reports.ts';
import { givenRules } from '../../test/given/rules.ts';
import { type Beliefs, type Change, knowledgeSteps, type KnownRow, STILL_KNOWN } from './knowledge.ts';

/** Three keys that appear, change and disappear with the number of events: no real fact changes this often. */
const flickering: Beliefs = ({ events }) =>
  ['a', 'b', 'c'].flatMap((key, index) => {
    const turn = (events.length * (index + 3) + events.filter(({ type }) => type.startsWith('education')).length) % 5;
    return turn === 0 ? [] : [{ key, columns: [turn > 2 ? null : String(turn)] }];
  });
const PROJECTIONS = [
  { name: 'flickering', beliefs: flickering, caresFor: undefined },
  ...[
    educationStatus(givenRules()),
    residence(givenRules()),
    contactPersons,
    missingReports(givenRules(), (name) => name),
  ],
];

const days = fc.constantFrom('2025-08-01', '2025-09-01', '2026-01-01', '2026-06-01');
const calls = fc.oneof<fc.Arbitrary<Draft>[]>(
  fc
    .tuple(fc.constantFrom('kui', 'jobcentre', 'own' as const), days, fc.option(days))
    .map(([role, from, until]) => contactAssigned(role, from, until ?? undefined)),
  fc.tuple(fc.constantFrom('kui', 'jobcentre', 'own' as const), days).map(([role, day]) => contactEnded(role, day)),
  fc.tuple(fc.constantFrom('0751', '0461'), days).map(([municipality, from]) => moved(municipality, from)),
  fc.integer({ min: 1, max: 6 }).map((place) => withdrawn(`e${place}`, 'municipality-0751')),
  fc
    .tuple(fc.integer({ min: 1, max: 6 }), days)
    .map(([place, from]) => corrected(`e${place}`, contactAssigned('kui', from))),
);
/** Makes gaps between the positions of a stream, as events of others do. */
const spread = (whole: PersonHistory): PersonHistory => ({
  ...whole,
  events: whole.events.map((event) => ({ ...event, position: event.position * 3 })),
});
const anyone = fc
  .oneof(
    anyHistory,
    fc.array(calls, { minLength: 1, maxLength: 8 }).map((list) => history(...list)),
  )
  .map(spread);
const cuts = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 12, maxLength: 12 });

type ChangeOf = (history: PersonHistory, fromVersion: number, beliefs: Beliefs) => Change;

const knowledgeChange = (...of: Parameters<typeof knowledgeSteps>): Change => finish(knowledgeSteps(...of));

/** The rows of a table after the pages: rows closed, rows opened, as writeChanges does it. */
function applied(rows: readonly KnownRow[], { closed, opened }: Change): KnownRow[] {
  const ends = new Map(closed.map(({ key, knownTo }) => [key, knownTo]));
  const standing = rows.map((row) =>
    row.knownTo === STILL_KNOWN ? { ...row, knownTo: ends.get(row.key) ?? STILL_KNOWN } : row,
  );
  return [...standing, ...opened];
}

function inPages(whole: PersonHistory, sizes: readonly number[], beliefs: Beliefs, change: ChangeOf): KnownRow[] {
  let rows: KnownRow[] = [];
  let from = 1;
  for (const size of sizes) {
    if (from > whole.events.length) break;
    rows = applied(rows, change(knownAfter(whole, from + size - 1), from, beliefs));
    from += size;
  }
  return rows;
}

const sorted = (rows: readonly KnownRow[]): string[] => rows.map((row) => JSON.stringify(row)).sort();
const rowsOf = (whole: PersonHistory, beliefs: Beliefs): KnownRow[] => [...knowledgeChange(whole, 1, beliefs).opened];
const asKnownAt = (rows: readonly KnownRow[], position: number): string[] =>
  rows
    .flatMap(({ key, columns, knownFrom, knownTo }) =>
      knownFrom <= position && position < knownTo ? [JSON.stringify({ key, columns })] : [],
    )
    .sort();

const pagesDoNotMatter = (beliefs: Beliefs, change: ChangeOf) =>
  fc.property(anyone, cuts, (whole, sizes) => {
    expect(sorted(inPages(whole, sizes, beliefs, change))).toEqual(sorted(rowsOf(whole, beliefs)));
  });

const RUNS = { numRuns: 300, seed: Number(process.env['KNOWLEDGE_SEED'] ?? 20260615) };

describe.each(PROJECTIONS)('rows of $name', ({ beliefs, caresFor }) => {
  test('are the same in pages of any size as all at once', () => {
    fc.assert(pagesDoNotMatter(beliefs, knowledgeChange), RUNS);
  });

  test('of one key never overlap in knowledge time, and none is empty', () => {
    fc.assert(
      fc.property(anyone, (whole) => {
        const rows = rowsOf(whole, beliefs).toSorted((one, other) =>
          one.key < other.key ? -1 : one.key > other.key ? 1 : one.knownFrom - other.knownFrom,
        );
        for (const [index, row] of rows.entries()) {
          expect(row.knownFrom).toBeLessThan(row.knownTo);
          const next = rows[index + 1];
          if (next?.key === row.key) expect(row.knownTo).toBeLessThanOrEqual(next.knownFrom);
        }
      }),
      RUNS,
    );
  });

  test('at a position are the beliefs of the events up to it, whatever came later', () => {
    fc.assert(
      fc.property(anyone, (whole) => {
        const rows = rowsOf(whole, beliefs);
        for (const [index, { position }] of whole.events.entries()) {
          const believed = beliefs(knownAfter(whole, index + 1))
            .map(({ key, columns }) => JSON.stringify({ key, columns }))
            .sort();
          expect(asKnownAt(rows, position)).toEqual(believed);
          expect(asKnownAt(rows, position + 2)).toEqual(believed);
          expect(asKnownAt(rowsOf(knownAfter(whole, index + 1), beliefs), position)).toEqual(believed);
        }
      }),
      RUNS,
    );
  });

  test('are the same if events that it does not handle are skipped', () => {
    const matters = (event: PersonEvent) => caresFor?.[event.type] ?? true;
    fc.assert(
      fc.property(anyone, (whole) => {
        expect(sorted(knowledgeChange(whole, 1, beliefs, matters).opened)).toEqual(sorted(rowsOf(whole, beliefs)));
      }),
      RUNS,
    );
  });
});

describe('sabotage: the comparison of the rows finds', () => {
  const goesRed = (change: ChangeOf) => expect(fc.check(pagesDoNotMatter(flickering, change), RUNS).failed).toBe(true);

  test('a change that closes nothing', () => {
    goesRed((whole, from, beliefs) => ({ ...knowledgeChange(whole, from, beliefs), closed: [] }));
  });

  test('a change that reads the last state only: a fact known for one event in between is lost', () => {
    goesRed((whole, from, beliefs) => {
      const last = whole.events.length;
      return knowledgeChange(
        { ...whole, events: whole.events.filter(({ version }) => version < from || version === last) },
        from,
        beliefs,
      );
    });
  });

  test('skipped events that matter', () => {
    const careless = (event: PersonEvent) => event.type !== 'education-interrupted.v1';
    const same = fc.property(anyone, (whole) => {
      expect(sorted(knowledgeChange(whole, 1, flickering, careless).opened)).toEqual(sorted(rowsOf(whole, flickering)));
    });
    expect(fc.check(same, RUNS).failed).toBe(true);
  });
});
