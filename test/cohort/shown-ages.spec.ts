import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Pool } from 'pg';
import { decideAccess, narrowStatus } from '#libs/access';
import { addDays, ageOn } from '#libs/calendar';
import { knownAt, loadHistories } from '#libs/persons';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { birthDateOf } from '#events/state/birth-date';
import type { PersonHistory } from '#events/person-event';
import { residenceTimeline } from '#events/state/residence.evolve';
import { agesOn, type CohortByAge, cohortByAge } from '#projections/education-status/cohort-by-age';
import { type Cell, countCohort } from '#projections/education-status/cohort.query';
import { type Spell, statusOn, timeline } from '#projections/education-status/education-status.evolve';
import { crashSeed } from '../crash/figure-line.ts';
import { BIRTH_DATE, history } from '../given/history.ts';
import { leaveStarted, moved, registered, riskReported } from '../given/reports.ts';
import { givenRules } from '../given/rules.ts';
import { FOLDS, SMALL } from './asked-cohort.ts';
import { ReportedCohort } from './reported-cohort.ts';
import { INSTITUTIONS, MUNICIPALITIES } from './reported-people.ts';

const SEED = crashSeed();
const RULES = givenRules();
const MUNICIPALITY = MUNICIPALITIES[0] ?? '';
const ADVISER = {
  clientId: 'a',
  subject: 'a',
  role: 'adviser',
  systemId: 'a',
  reporters: [],
  organisation: 'a',
  municipality: MUNICIPALITY,
} as const;

let opened: TestDatabase;
let pool: Pool;
let histories: readonly PersonHistory[];
let last: number;
beforeAll(async () => {
  console.info(`shown ages: CRASH_SEED=${SEED}`);
  opened = await testDatabase();
  ({ pool } = opened.database);
  const reported = new ReportedCohort(pool, SEED);
  await reported.register(50);
  await reported.people.register(fc.sample(anyAtRisk, { seed: SEED, numRuns: 30 }));
  await reported.append(12);
  const { rows } = await pool.query<{ stream: string }>('select distinct stream from log.events order by 1');
  histories = await loadHistories(
    pool,
    rows.map(({ stream }) => stream),
  );
  last = await reported.head();
}, 60_000);
afterAll(() => opened.drop());

/** A person at risk on the days most asked about, then perhaps one more fact. */
const anyAtRisk: fc.Arbitrary<PersonHistory> = fc
  .tuple(
    fc.constantFrom('vocational', 'compulsory', 'upper-secondary'),
    fc.constantFrom('2023-12-30', '2024-02-29'),
    fc.boolean(),
    fc.boolean(),
  )
  .map(([kind, assessedOn, leaves, moves]) =>
    history(
      moved(MUNICIPALITY, BIRTH_DATE),
      registered('R1', {
        startsOn: '2023-08-12',
        expectedEndsOn: '2026-06-30',
        kind: kind as 'vocational',
        institution: INSTITUTIONS[0] ?? '',
      }),
      riskReported('R1', assessedOn),
      ...(leaves ? [leaveStarted('R1', '2024-02-29')] : []),
      ...(moves ? [moved(MUNICIPALITIES[1] ?? '', '2026-06-30')] : []),
    ),
  );

interface Asked {
  readonly today: string;
  readonly validOn: string;
  readonly position: number;
  readonly institution: string | undefined;
}

const around = (...days: string[]) =>
  fc.tuple(fc.constantFrom(...days), fc.integer({ min: -2, max: 2 })).map(([day, more]) => addDays(day, more));
const anyAsked = (): fc.Arbitrary<Asked> =>
  fc.record({
    today: around('2024-06-01', '2029-03-01', '2030-03-10', '2033-01-01', '2034-03-01', '2035-03-10'),
    validOn: around('2020-03-10', '2021-08-10', '2023-12-31', '2024-02-29', '2026-06-30'),
    position: fc.oneof(fc.constant(last), fc.nat({ max: last })),
    institution: fc.constantFrom(undefined, undefined, ...INSTITUTIONS),
  });

/** The sum of the single answers: each person as the adviser sees it alone, and from 30 on only as a resident. */
function addUp({ today, validOn, position, institution }: Asked): CohortByAge {
  const shown: { status: string; institution: string | null }[] = [];
  let notShown = 0;
  for (const history of histories) {
    const known = knownAt(history, position);
    if (
      known.events.length === 0 ||
      residenceTimeline(known).findLast(({ from }) => from <= validOn)?.municipality !== MUNICIPALITY
    )
      continue;
    const age = ageOn(birthDateOf(history).day, today);
    const decision = decideAccess(
      ADVISER,
      { kind: 'person-status', relation: 'residence', ageOn: age, purpose: 'guidance', isProtected: false },
      RULES.on(today),
    );
    if (!decision.allowed) notShown += 1;
    else shown.push(answerOf(known, validOn, decision.fields === 'all'));
  }
  const counted = shown.filter((one) => institution === undefined || one.institution === institution);
  const counts = Object.fromEntries(
    [...new Set(counted.map(({ status }) => status))].map((status) => [
      status,
      counted.filter((one) => one.status === status).length,
    ]),
  );
  const coverage = {
    persons: counted.length,
    institutionsReporting: new Set(counted.flatMap((one) => one.institution ?? [])).size,
    unknown: counts['unknown'] ?? 0,
  };
  return { counts, coverage, notShown };
}

function answerOf(known: PersonHistory, day: string, full: boolean): { status: string; institution: string | null } {
  const spells = timeline(known, RULES);
  const spell = full ? statusOn(spells, day) : narrowStatus(spells, day);
  if (!spell) throw new Error('a timeline covers every day');
  return {
    status: spell.status,
    institution: spell.enrolment?.institution ?? (full ? registrarOf(spell, known) : null),
  };
}

/**
 * The registrar: a full answer cites the deciding registration, even for an enrolment that never started or was
 * withdrawn.
 */
function registrarOf({ deciding }: Spell, { events }: PersonHistory): string | null {
  const cited = events.findLast(
    (event) => event.type === 'enrolment-registered.v1' && deciding.includes(event.eventId),
  );
  return cited?.type === 'enrolment-registered.v1' ? cited.data.institution : null;
}

type Show = (cells: readonly Cell[], institution?: string) => CohortByAge;

async function differing(asked: readonly Asked[], show: Show): Promise<Asked[]> {
  const different: Asked[] = [];
  for (const one of asked) {
    const split = agesOn(one.today, RULES.on(one.today), last);
    const cells = await countCohort(
      pool,
      FOLDS,
      { validOn: one.validOn, position: one.position, municipality: MUNICIPALITY, split },
      SMALL,
    );
    if (JSON.stringify(inOrder(show(cells, one.institution))) !== JSON.stringify(inOrder(addUp(one))))
      different.push(one);
  }
  return different;
}
const inOrder = ({ counts, coverage, notShown }: CohortByAge): unknown[] => [
  Object.entries(counts).sort(),
  coverage,
  notShown,
];
const sample = (numRuns: number): Asked[] => fc.sample(anyAsked(), { seed: SEED, numRuns });

test("an adviser's cohort is the sum of the answers about each resident, whatever the day, the knowledge and today", async () => {
  expect(await differing(sample(300), cohortByAge)).toEqual([]);
}, 120_000);

test('the total is the same before and after birthdays', async () => {
  const total = async (today: string): Promise<number> => {
    const split = agesOn(today, RULES.on(today), last);
    const { coverage, notShown } = cohortByAge(
      await countCohort(
        pool,
        FOLDS,
        { validOn: '2024-02-29', position: last, municipality: MUNICIPALITY, split },
        SMALL,
      ),
    );
    return coverage.persons + notShown;
  };
  const totals = new Set<number>();
  for (const years of [15, 24, 25, 29, 30, 40])
    totals.add(await total(addDays(`${Number(BIRTH_DATE.slice(0, 4)) + years}-03-10`, -1)));
  expect(totals.size).toBe(1);
  expect([...totals][0]).toBeGreaterThan(5);
});

test('sabotage: restricted persons counted like full ones differ from their answers', async () => {
  const asFull: Show = (cells, institution) =>
    cohortByAge(
      cells.map((cell) => (cell.shown === 'narrowed' ? { ...cell, shown: 'full' } : cell)),
      institution,
    );
  expect((await differing(sample(300), asFull)).length).toBeGreaterThan(0);
}, 120_000);
