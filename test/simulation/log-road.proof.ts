import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { verifyChain } from '#libs/event-store';
import { dayText } from '#apps/cli/simulate/day-number';
import { lifeOf } from '#apps/cli/simulate/life';
import { sendersOf } from '#apps/cli/simulate/reporter';
import { DecidedLife } from '#apps/cli/simulate/decided-report';
import { byDoor, byLogRoad, KEYRING, keyOf, openPlace, type Place, runOf } from './roads.ts';
import { differences, readStored, type StoredRows } from './stored-rows.ts';

/** A hundred lives of this seed hold every type of report (asserted below); set the variable for more. */
const PERSONS = Number(process.env['SIMULATED_PERSONS'] ?? 100);
const run = runOf(PERSONS, { seed: 17 });
let places: Place[] = [];
let stored: [StoredRows, StoredRows];
let outcomes: string[] = [];

beforeAll(async () => {
  places = [await openPlace(run), await openPlace(run)];
  const [fast, door] = places as [Place, Place];
  await byLogRoad(fast, run);
  outcomes = await byDoor(door, run);
  stored = [await readStored(fast.context.pool, KEYRING), await readStored(door.context.pool, KEYRING)];
}, 240_000);
afterAll(async () => {
  for (const place of places) await place.database.drop();
});

test('the intake accepts every report of the simulation, in the simulated order', () => {
  expect(outcomes.filter((outcome) => outcome !== 'accepted')).toEqual([]);
  expect(outcomes.length).toBeGreaterThan(8 * PERSONS);
});

test('the fast road of the simulation stores what the intake stores, column by column', () => {
  expect(differences(...stored)).toEqual([]);
  expect(stored[0].events).toHaveLength(outcomes.length);
  expect(stored[0].persons).toHaveLength(PERSONS);
});

test('the simulated sample holds every type, sealed fields, corrections and warnings', () => {
  const [{ events }] = stored;
  const types = new Set(events.map(({ type }) => type));
  process.stdout.write(
    `Compared column by column: ${events.length} events of ${types.size} types, ${PERSONS} persons.\n`,
  );
  expect(types.size).toBe(17);
  expect(events.some(({ sealed }) => sealed !== null)).toBe(true);
  for (const warning of ['enrolment-overlap', 'time-missing'])
    expect(events.some(({ meta }) => String(meta).includes(warning))).toBe(true);
});

test('the chain of the fast road verifies', async () => {
  const [fast] = places as [Place, Place];
  expect(await verifyChain(fast.context.pool)).toMatchObject({ events: outcomes.length, streams: PERSONS, breaks: [] });
});

test('sabotage: another value in any column of any table is found and named', () => {
  const [fast, door] = stored;
  for (const table of ['events', 'persons'] as const) {
    for (const column of Object.keys(fast[table][3] ?? {})) {
      const rows = fast[table].map((row, at) => (at === 3 ? { ...row, [column]: 'something else' } : row));
      expect(differences({ ...fast, [table]: rows }, door)).toEqual([`${table}[3].${column}`]);
    }
  }
  expect(differences({ ...fast, events: fast.events.slice(1) }, door).length).toBeGreaterThan(1);
});

test('sabotage: a fast road that names another role than the intake is found', async () => {
  const few = runOf(5);
  const [place, real] = [await openPlace(few), await openPlace(few)];
  const senders = new Map(
    [...sendersOf(few.landscape.reporters)].map(([system, sender]) => [system, { ...sender, role: 'operator' }]),
  );
  await byLogRoad(place, few, { senders });
  await byLogRoad(real, few);
  const found = differences(
    await readStored(place.context.pool, KEYRING),
    await readStored(real.context.pool, KEYRING),
  );
  expect(new Set(found.map((one) => one.split('.')[1]))).toEqual(new Set(['meta']));
  await place.database.drop();
  await real.database.drop();
});

test('a decision for the reports that the fast road does not decide would have changed nothing', () => {
  const [{ context }] = places as [Place, Place];
  const more = runOf(400, { seed: 8 });
  const sender = { clientId: 'a', systemId: 'a', role: 'a', reporters: [] };
  for (let index = 0; index < 400; index += 1) {
    const life = lifeOf(more, index);
    const person = {
      person: keyOf(life.civilNumber),
      numberBirthDate: dayText(life.birth),
      forgotten: false,
      dataKey: () => Buffer.alloc(32),
    };
    const [asked, unasked] = [new DecidedLife(life, true), new DecidedLife(life)];
    for (let at = 0; at < life.reports.length; at += 1) {
      const [one, other] = [asked, unasked].map((decided) =>
        decided.eventOf(at, context, person, { sender, version: at + 1 }),
      );
      expect({ ...one, sealed: null }).toEqual({ ...other, sealed: null });
    }
  }
});
