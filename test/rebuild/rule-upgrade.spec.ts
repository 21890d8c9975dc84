import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { knowledgeReader } from '#libs/bitemporal';
import { loadRuleBook } from '#libs/rules';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { knowledgeProjections } from '#apps/worker/subscriptions/projections';
import { type RunningService, serviceOn } from '../service/running.ts';
import { ServiceStory, type Young } from '../stories/service-story.ts';
import { DANISH_RULES } from '../../libs/rules/rules.data.ts';

let opened: TestDatabase;
let young: Young;
let mended: string;
beforeAll(async () => {
  opened = await testDatabase({ poolSize: 4 });
  // A risk lasts one month instead of three.
  const rules = DANISH_RULES.map((rule) => (rule.id === 'riskMonths' ? { ...rule, value: 1 } : rule));
  mended = join(mkdtempSync(join(tmpdir(), 'rules-')), 'rules.json');
  writeFileSync(mended, JSON.stringify({ name: 'mended', rules }));
});
afterAll(() => opened.drop());

interface Started extends RunningService {
  readonly lines: string[];
}

async function start(rulesFile?: string): Promise<Started> {
  const lines: string[] = [];
  const log = pino(
    { level: 'info' },
    { write: (line: string) => void lines.push((JSON.parse(line) as { msg: string }).msg) },
  );
  const env: Record<string, string> = rulesFile === undefined ? {} : { RULES_FILE: rulesFile };
  return { ...(await serviceOn(opened.url, { env, log })), lines };
}

const versions = async (): Promise<string[]> =>
  (await opened.database.pool.query<{ version: string }>('select distinct version from knowledge.versions')).rows.map(
    ({ version }) => version,
  );
const rowVersions = async (): Promise<number> =>
  (
    await opened.database.pool.query<{ n: number }>(
      "select count(distinct answer->>'ruleVersion')::int as n from education_status.spells",
    )
  ).rows[0]?.n ?? 0;

test('a start with other rules computes the answers beside the live ones, reports the differences by cause, and switches', async () => {
  const before = new ServiceStory(await start());
  await before.at('2026-06-15T08:00:00Z');
  young = before.young('2009-04-12', 1);
  await before.lives(young, '0751');
  await before.enrols(young, { startsOn: '2025-08-11', expectedEndsOn: '2028-06-30' });
  await before.report(young, 'dropout-risk-reported', '990110', {
    enrolmentId: 'E-1',
    assessedOn: '2026-04-20',
    level: 'red',
    assessor: 'Bo Vejleder',
  });
  const was = await before.ask(young, 'status');
  expect([was.status, await versions()]).toEqual(['enrolled-at-risk', [was.explanation.version]]);
  await before.service.stop();

  const running = await start(mended);
  const after = new ServiceStory(running);
  while ((await versions())[0] === was.explanation.version || (await versions()).length > 1)
    await new Promise((next) => setTimeout(next, 50));
  await running.parts.worker?.settle(9_000);
  const is = await after.ask(young, 'status');
  expect(is.status).toBe('enrolled');
  expect(is.explanation.version).not.toBe(was.explanation.version);
  expect([await rowVersions(), await versions()]).toEqual([1, [is.explanation.version]]);
  expect(running.lines.filter((line) => line.startsWith('Rules: education-status'))).toEqual([
    expect.stringMatching(/^Rules: education-status: \d+ rows of 1 persons, [1-9]\d* answers differ\.$/),
    expect.stringMatching(/1 \(1 persons\): enrolled-at-risk becomes enrolled$/),
  ]);
  expect(running.lines).toContainEqual(
    expect.stringMatching(/^Rules: deliveries: \d+ rows for \d+ events, switched\. .* 0 rows gone, 0 rows new\.$/),
  );
  await after.at('2026-06-16T08:00:00Z');
  await after.leaves(young, '2026-06-12');
  expect(await after.ask(young, 'status')).toMatchObject({ status: 'interrupted' });
  await running.stop();
});

test('a start with the same rules computes nothing anew', async () => {
  const running = await start(mended);
  expect(running.lines.filter((line) => line.startsWith('Rules:'))).toEqual([]);
  await running.stop();
});

test('a worker with other rules than the rows does not write to them', async () => {
  const { pool } = opened.database;
  await pool.query("update knowledge.versions set version = 'another' where projection = 'residence'");
  const [reader] = knowledgeProjections(loadRuleBook())
    .filter(({ name }) => name === 'residence')
    .map(knowledgeReader);
  const connection = await pool.connect();
  await expect(reader?.apply(connection, [])).rejects.toThrow(/another rule version/);
  await pool.query(
    `update knowledge.versions set version = (select version from knowledge.versions
     where projection = 'education-status') where projection = 'residence'`,
  );
  await expect(reader?.apply(connection, [])).rejects.toThrow(/another rule version/);
  connection.release();
});
