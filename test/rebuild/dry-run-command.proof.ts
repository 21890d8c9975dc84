import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runCommand } from '../service/command.ts';
import { type RunningService, startService } from '../service/running.ts';
import { ServiceStory, type Young } from '../stories/service-story.ts';
import { DANISH_RULES } from '../../libs/rules/rules.data.ts';

const PROJECTIONS = [
  'education-status',
  'residence',
  'contact-persons',
  'person-identity',
  'follow-up-cases',
  'findings',
  'missing-reports',
  'deliveries',
];
let service: RunningService;
let story: ServiceStory;
let young: Young;
let mended: string;

/** A person at risk, and rules by which that risk is over: it lasts one month instead of three. */
beforeAll(async () => {
  service = await startService();
  story = new ServiceStory(service);
  await story.at('2026-06-15T08:00:00Z');
  young = story.young('2009-04-12', 1);
  await story.lives(young, '0751');
  await story.enrols(young, { startsOn: '2025-08-11', expectedEndsOn: '2028-06-30' });
  await story.report(young, 'dropout-risk-reported', '990110', {
    enrolmentId: 'E-1',
    assessedOn: '2026-04-20',
    level: 'red',
    assessor: 'Bo Vejleder',
  });
  await story.at('2026-06-15T09:00:00Z');
  const rules = DANISH_RULES.map((rule) => (rule.id === 'riskMonths' ? { ...rule, value: 1 } : rule));
  mended = join(mkdtempSync(join(tmpdir(), 'rules-')), 'rules.json');
  writeFileSync(mended, JSON.stringify({ name: 'mended', rules }));
});
afterAll(() => service.stop());

/** Every row of every table as text, with the list of tables; without the looks of this test. */
async function everything(): Promise<Record<string, string>> {
  const { pool } = service.parts;
  const { rows } = await pool.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema', 'read_log', 'feed')
     order by 1`,
  );
  const digests = await Promise.all(
    rows.map(async ({ name }) => [
      name,
      (
        await pool.query<{ sum: string }>(
          `select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as sum from ${name} t`,
        )
      ).rows[0]?.sum ?? '',
    ]),
  );
  return Object.fromEntries(digests) as Record<string, string>;
}

test('rebuild all --dry-run with changed rules prints the differences by cause and switches nothing', async () => {
  const [was, before] = [await story.ask(young, 'status'), await everything()];
  const { exit, stdout } = await runCommand(service.databaseUrl, ['rebuild', 'all', '--dry-run'], {
    RULES_FILE: mended,
  });
  expect(exit).toBe(0);
  const summaries = stdout.filter((line) => line.includes('the live table is as it was'));
  expect(summaries.map((line) => line.split(':')[0])).toEqual(PROJECTIONS);
  expect(stdout.filter((line) => line.includes('switched'))).toEqual([]);
  expect(summaries[0]).toMatch(
    new RegExp(
      '^education-status: [1-9]\\d* rows for 1 persons, the live table is as it was\\. ' +
        'Differences to the live table: [1-9]\\d* rows gone, [1-9]\\d* rows new\\.$',
    ),
  );
  expect(stdout).toContainEqual(
    expect.stringMatching(/education-status: {3}1 \(1 persons\): enrolled-at-risk becomes enrolled$/),
  );
  expect(await everything()).toEqual(before);
  const { knownAt: _was, ...same } = await story.ask(young, 'status');
  const { knownAt: _is, ...first } = was;
  expect(same).toEqual(first);
}, 120_000);

test('rebuild all --dry-run with the rules in force finds no difference, again and again', async () => {
  for (let time = 0; time < 2; time += 1) {
    const { exit, stdout } = await runCommand(service.databaseUrl, ['rebuild', 'all', '--dry-run']);
    expect([exit, stdout.length]).toEqual([0, PROJECTIONS.length]);
    for (const line of stdout) expect(line).toMatch(/ 0 rows gone, 0 rows new\.$/);
  }
}, 120_000);

test('sabotage: a rebuild that does switch is found', async () => {
  const before = await everything();
  expect((await runCommand(service.databaseUrl, ['rebuild', 'all'], { RULES_FILE: mended })).exit).toBe(0);
  expect(await everything()).not.toEqual(before);
}, 120_000);
