import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { loadRuleBook } from '#libs/rules';
import { knowledgeProjections } from '#apps/worker/subscriptions/projections';
import { DELIVERIES } from '#projections/deliveries/reader';
import { runCommand } from '../service/command.ts';
import { serviceOn } from '../service/running.ts';

const PERSONS = 60;
let to: TestDatabase;
beforeAll(async () => {
  to = await testDatabase();
});
afterAll(() => to.drop());

const rows = async (table: string): Promise<string[]> =>
  (await to.database.pool.query<{ row: string }>(`select t::text as row from ${table} t order by 1`)).rows.map(
    ({ row }) => row,
  );
const readUpTo = async (): Promise<{ reader: string; position: number }[]> =>
  (
    await to.database.pool.query<{ reader: string; position: number }>(
      'select reader, position from feed.checkpoints order by reader',
    )
  ).rows;

test('rebuild all after a simulation makes the answers of all persons; a service goes on from there', async () => {
  const simulated = await runCommand(to.url, ['simulate', '--persons', String(PERSONS), '--years', '2']);
  expect(simulated.exit).toBe(0);
  const rebuilt = await runCommand(to.url, ['rebuild', 'all']);
  expect(rebuilt.exit).toBe(0);
  expect(rebuilt.stdout[0]).toMatch(
    new RegExp(`^education-status: [1-9]\\d* rows for ${PERSONS} persons, switched\\.`),
  );
  const [status, homes] = [await rows('education_status.spells'), await rows('residence.spells')];
  const last = Math.max(...(await readUpTo()).map(({ position }) => position));
  const service = await serviceOn(to.url);
  try {
    expect(await service.parts.worker?.settle(60_000)).toBe(true);
    expect(await rows('education_status.spells')).toEqual(status);
    expect(await rows('residence.spells')).toEqual(homes);
  } finally {
    await service.stop();
  }
  expect(last).toBeGreaterThan(PERSONS);
  // Again: nothing differs, and the readers stay where they are.
  const again = await runCommand(to.url, ['rebuild', 'all']);
  const differences = again.stdout.filter((line) => line.includes('Differences'));
  expect(differences.map((line) => line.split(':')[0])).toEqual([
    ...knowledgeProjections(loadRuleBook(undefined)).map(({ name }) => name),
    DELIVERIES,
  ]);
  for (const line of differences) expect(line).toContain('Differences to the live table: 0 rows gone, 0 rows new.');
});
