import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Pool } from 'pg';
import type { PersonEvent, PersonHistory } from '#events/person-event';
import { listParked, replayParked } from '#libs/subscriptions';
import { type KnowledgeProjection, knowledgeReader, rebuild } from '#libs/bitemporal';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { knowledgeProjections } from '#apps/worker/subscriptions/projections';
import { crashSeed, printFigure } from '../crash/figure-line.ts';
import { anyHistory } from '../given/any-history.ts';
import { history } from '../given/history.ts';
import {
  contactAssigned,
  contactEnded,
  corrected,
  interrupted,
  moved,
  nameRegistered,
  protectionChanged,
  registered,
  withdrawn,
} from '../given/reports.ts';
import { givenRules } from '../given/rules.ts';
import { differingPersons, neverParked, NOW, People, withBug } from './parked-people.ts';
import { RebuildRefused } from '../../libs/bitemporal/stopped.ts';

const SEED = crashSeed();
const PERSONS = 90;

let opened: TestDatabase;
let pool: Pool;
let people: People;
beforeAll(async () => {
  console.info(`parking: CRASH_SEED=${SEED}`);
  opened = await testDatabase({ poolSize: 8 });
  ({ pool } = opened.database);
  people = new People(pool);
});
afterAll(() => opened.drop());

const days = fc.constantFrom('2025-08-01', '2025-09-01', '2026-01-01');
const contacts = fc
  .array(
    fc.oneof(
      fc.tuple(fc.constantFrom('kui', 'own' as const), days).map(([role, from]) => contactAssigned(role, from)),
      fc.tuple(fc.constantFrom('kui', 'own' as const), days).map(([role, day]) => contactEnded(role, day)),
      fc.tuple(fc.constantFrom('0751', '0461'), days).map(([municipality, from]) => moved(municipality, from)),
    ),
    { minLength: 3, maxLength: 10 },
  )
  .map((drafts) => history(...drafts));
const identities = fc
  .array(
    fc.oneof(
      fc.constant(nameRegistered()),
      days.map((until) => protectionChanged({ kind: 'name-and-address', until })),
      fc.constantFrom('name-and-address' as const, 'none' as const).map((kind) => protectionChanged({ kind })),
    ),
    { minLength: 3, maxLength: 10 },
  )
  .map((drafts) => history(...drafts));
/** The same history with a warning on each second receipt, whatever the report. */
function oddReports(whole: PersonHistory): PersonHistory {
  const warnings = ['time-missing', 'leave-not-started'];
  return { ...whole, events: whole.events.map((event, index) => (index % 2 === 0 ? { ...event, warnings } : event)) };
}
const HISTORIES: Readonly<Record<string, fc.Arbitrary<PersonHistory>>> = {
  'education-status': anyHistory,
  'person-identity': identities,
  'missing-reports': anyHistory,
  findings: anyHistory.map(oddReports),
};
const sample = (arbitrary: fc.Arbitrary<PersonHistory>, seed: number): PersonHistory[] =>
  fc.sample(arbitrary, { seed, numRuns: PERSONS });

const PROJECTIONS = knowledgeProjections(givenRules()).filter(({ name }) => name !== 'follow-up-cases');
const projectionOf = (name: string): KnowledgeProjection =>
  PROJECTIONS.find((one) => one.name === name) as KnowledgeProjection;
const parts = () => ({ pool, store: people.store, now: () => NOW });

/**
 * Leaves out withdrawals: a report withdrawn before its person is parked is skipped, which is another proof (below).
 */
const takesNothingBack = ({ type }: PersonEvent): boolean =>
  type !== 'report-withdrawn.v1' && type !== 'report-corrected.v1';

/** The ids of one event each of two of three persons, anywhere in the stream. */
async function poisonOf(persons: readonly string[]): Promise<Set<string>> {
  const { rows } = await pool.query<{ event_id: string }>(
    `select distinct on (stream) event_id from log.events where stream = any($1)
     order by stream, md5(event_id::text || $2)`,
    [persons.filter((_, index) => index % 3 !== 0), SEED],
  );
  return new Set(rows.map((row) => row.event_id));
}

async function replayAll(projection: KnowledgeProjection): Promise<void> {
  for (const { person } of await listParked(pool, { reader: projection.name }))
    await replayParked(parts(), knowledgeReader(projection), person);
}

interface Told {
  readonly sick: KnowledgeProjection;
  readonly sound: KnowledgeProjection;
  readonly bug: { mended: boolean };
  readonly parked: number;
}

/** Appends step by step; one reader has a bug, the other never fails. */
async function appendWithBug(
  name: string,
  seed: number,
  between: (sick: KnowledgeProjection) => Promise<void>,
): Promise<Told> {
  const projection = projectionOf(name);
  const sound = await neverParked(pool, projection);
  const histories = sample(HISTORIES[name] ?? contacts, seed);
  const persons = await people.register(histories);
  await people.append(2);
  const bug = { mended: false };
  const sick = withBug(
    projection,
    await poisonOf(persons.filter((_, index) => histories[index]?.events.every(takesNothingBack))),
    bug,
  );
  for (let bits = 0; bits < 6; bits += 1) {
    await people.follow(knowledgeReader(sick), 1 + ((seed + bits * 7) % 40));
    await people.follow(knowledgeReader(sound), 500);
    await between(sick);
    await people.append(2);
  }
  await people.follow(knowledgeReader(sick), 33);
  await people.follow(knowledgeReader(sound), 500);
  return { sick, sound, bug, parked: (await listParked(pool, { reader: name })).length };
}

describe.each(PROJECTIONS.map(({ name }) => name))('the projection %s', (name) => {
  test('has, after parking, repair and replay, the rows of a reader that never parked (R11)', async () => {
    const { sick, sound, bug, parked } = await appendWithBug(name, SEED, replayAll);
    expect(parked).toBeGreaterThan(3);
    const before = await differingPersons(pool, sick, sound);
    expect(before.length).toBeGreaterThan(0);
    const waiting = new Set((await listParked(pool, { reader: name })).map(({ person }) => person));
    expect(before.filter((person) => !waiting.has(person))).toEqual([]);
    bug.mended = true;
    await replayAll(sick);
    const after = await differingPersons(pool, sick, sound);
    printFigure({
      id: `R11 ${name}`,
      value: ((parked - after.length) / parked) * 100,
      unit: '% of parked persons whose rows after a replay are those of never parked',
      n: parked,
      seed: SEED,
      reach: '100',
      pass: after.length === 0,
    });
    expect([after, await listParked(pool, { reader: name })]).toEqual([[], []]);
    expect(await rebuild(pool, sick)).toMatchObject({ onlyLive: 0, onlyRebuilt: 0, parked: 0 });
  });
});

test('sabotage: if later events of a parked person do not wait, the rows are different for ever', async () => {
  const free = () => pool.query('delete from feed.parked').then(() => undefined);
  const { sick, sound, bug } = await appendWithBug('residence', SEED + 1, free);
  bug.mended = true;
  await replayAll(sick);
  expect((await differingPersons(pool, sick, sound)).length).toBeGreaterThan(0);
  await pool.query('delete from feed.parked');
  expect((await rebuild(pool, sick)).onlyRebuilt).toBeGreaterThan(0);
});

describe('a rebuild with a person that cannot be folded', () => {
  test('refuses and names the person, place and reason; the live table stays as it was', async () => {
    const { sick, sound } = await appendWithBug('residence', SEED + 2, async () => undefined);
    const waiting = await listParked(pool, { reader: 'residence' });
    const refused = await rebuild(pool, sick).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(RebuildRefused);
    expect(waiting.map(({ person, position }) => `person ${person} stops it at position ${position}`)).toContainEqual(
      expect.stringMatching(/person (\S+) stops it at position \d+/.exec((refused as Error).message)?.[0] ?? 'nothing'),
    );
    expect(await listParked(pool, { reader: 'residence' })).toEqual(waiting);
    expect((await differingPersons(pool, sick, sound)).length).toBeGreaterThan(0);
  });

  test('with parking keeps the waiting persons at their place and releases those that can be folded again', async () => {
    const projection = projectionOf('residence');
    const waiting = await listParked(pool, { reader: 'residence' });
    const [still, ...freed] = waiting;
    const sick = withBug(projection, new Set([still?.eventId ?? '']), { mended: false });
    expect(await rebuild(pool, sick, undefined, { parkAt: new Date('2026-07-01T06:00:00Z') })).toMatchObject({
      parked: 1,
    });
    expect(freed.length).toBeGreaterThan(0);
    expect(await listParked(pool, { reader: 'residence' })).toEqual([{ ...still, reason: expect.any(String) }]);
    expect(
      (
        await pool.query('select 1 from feed.replayed where reader = $1 and person = $2', [
          'residence',
          freed[0]?.person,
        ])
      ).rowCount,
    ).toBe(1);
    expect(await rebuild(pool, projection)).toMatchObject({ parked: 0 });
    expect(await listParked(pool, { reader: 'residence' })).toEqual([]);
  });

  test('stops at a row that the database refuses for one person, too', async () => {
    const projection = projectionOf('residence');
    const [person = ''] = await people.register([history(moved('0751', '2025-08-01'))]);
    await people.append(9);
    await people.follow(knowledgeReader(projection), 500);
    const nul: KnowledgeProjection = {
      ...projection,
      beliefs: (known) =>
        projection
          .beliefs(known)
          .map((belief) =>
            known.person === person
              ? { ...belief, columns: belief.columns.map((text) => text && `${text}\u0000`) }
              : belief,
          ),
    };
    await expect(rebuild(pool, nul)).rejects.toThrow(`person ${person} stops it`);
    expect(await rebuild(pool, nul, undefined, { parkAt: NOW })).toMatchObject({ parked: 1 });
    expect(await listParked(pool, { reader: 'residence' })).toMatchObject([
      { person, version: 1, reason: expect.stringMatching(/^PostgreSQL refused the row: 22/) },
    ]);
    expect(await rebuild(pool, projection)).toMatchObject({ parked: 0 });
  });
});

describe('an event that cannot be used', () => {
  /** A person with a report that is replaced by something the catalogue does not have. */
  async function spoilt(taken: PersonHistory, spoil: string): Promise<string> {
    const [person = ''] = await people.register([taken]);
    await people.append(2);
    await pool.query(
      `alter table log.events disable trigger user; update log.events set ${spoil}
       where stream = '${person}' and version = 2; alter table log.events enable trigger user`,
    );
    return person;
  }
  const STORY = [
    registered('H1', { startsOn: '2025-08-01' }),
    interrupted('H1', '2025-10-01'),
    moved('0751', '2025-08-01'),
  ] as const;
  const status = projectionOf('education-status');

  test.each([
    ['of a type this program does not know', `type = 'taken-to-the-moon.v1'`],
    ['whose data is no object', `data = '"words"'`],
    ['whose data is null', `data = 'null'`],
  ])(
    '%s parks its person; after its withdrawal a replay lets the person go on without a change of code',
    async (_what, spoil) => {
      const person = await spoilt(history(...STORY, withdrawn('e2')), spoil);
      const other = (await people.register([history(...STORY)]))[0] ?? '';
      await people.append(1);
      await people.follow(knowledgeReader(status), 500);
      expect(await listParked(pool, { reader: status.name })).toMatchObject([
        { person, version: 2, reason: expect.stringContaining('the ') },
      ]);
      await people.append(9);
      await people.follow(knowledgeReader(status), 500);
      expect(await replayParked(parts(), knowledgeReader(status), person)).toMatchObject({ parked: undefined });
      expect(await rebuild(pool, status)).toMatchObject({ onlyLive: 0, onlyRebuilt: 0, parked: 0 });
      expect(
        (await pool.query('select 1 from education_status.spells where person = $1', [other])).rowCount,
      ).toBeGreaterThan(0);
    },
  );

  test('keeps its person waiting, however often it is tried, until it is withdrawn', async () => {
    const person = await spoilt(
      history(...STORY, corrected('e1', registered('H1', { startsOn: '2025-08-02' }))),
      `data = '[]'`,
    );
    await people.append(9);
    await people.follow(knowledgeReader(status), 500);
    expect(await replayParked(parts(), knowledgeReader(status), person)).toMatchObject({
      applied: 0,
      parked: { version: 2 },
    });
  });
});
