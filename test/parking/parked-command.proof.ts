import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { getProjectRoot } from '#libs/database';
import { listParked } from '#libs/subscriptions';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { pino } from 'pino';
import { serviceOn } from '../service/running.ts';
import { ServiceStory } from '../stories/service-story.ts';

let opened: TestDatabase;
let key: string;
let cpr: string;
const WORDS = '"words, not data: 7102104321"';

/** Replaces the last report about a person by one that no reader can use, while no reader runs. */
beforeAll(async () => {
  opened = await testDatabase({ poolSize: 4 });
  const service = await serviceOn(opened.url, { stories: true });
  const story = new ServiceStory(service);
  await story.at('2026-06-22T08:00:00Z');
  const young = story.young('2010-03-01', 1);
  ({ cpr } = young);
  await story.lives(young, '0751');
  await story.enrols(young, { startsOn: '2025-08-11', expectedEndsOn: '2028-06-30' });
  key = await story.key(young);
  await service.stop();
  await unlocked(`insert into log.events (stream, version, event_id, type, data, occurred_on, received_at, recorded_at,
    source, sender_id, reporter, meta, content_hash, chain)
    select stream, version + 1, gen_random_uuid(), 'education-interrupted.v1', '${WORDS}', occurred_on, received_at,
    recorded_at, source, 'unusable', reporter, meta, content_hash, chain
    from log.events where stream = '${key}' order by version desc limit 1`);
});
afterAll(() => opened.drop());

async function unlocked(sql: string): Promise<void> {
  await opened.database.pool.query(
    `alter table log.events disable trigger user; ${sql}; alter table log.events enable trigger user`,
  );
}

interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function parked(...given: readonly string[]): Promise<Said> {
  const env = {
    ...process.env,
    DATABASE_URL: opened.url,
    UNGESTATUS_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
  };
  return promisify(execFile)(process.execPath, [join(getProjectRoot(), 'bin/ungestatus.js'), 'parked', ...given], {
    env,
  }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: Said) => ({ code, stdout, stderr }),
  );
}

/** The log of a service from start to stop. */
async function logOfARun(): Promise<Record<string, unknown>[]> {
  const lines: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  const service = await serviceOn(opened.url, { log });
  expect(await service.parts.worker?.settle(15_000)).toBe(true);
  await service.stop();
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('the log names each parked person with reader, reason and remedy; the next start logs how many wait', async () => {
  const first = await logOfARun();
  const told = first.flatMap((line) => (line['parked'] === undefined ? [] : [line['parked']]));
  expect(told).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        reader: 'education-status',
        person: key,
        reason: 'the data of an event of the stream is no JSON object',
      }),
    ]),
  );
  expect(first[0]?.['remedy']).toContain('npx ungestatus parked replay');
  const second = await logOfARun();
  expect(second).toMatchObject([{ parked: told.length, msg: 'persons are parked: npx ungestatus parked' }]);
  expect(JSON.stringify([first, second])).not.toContain('7102104321');
});

test('parked lists reader, person, position, event, reason and time, and no value', async () => {
  const { code, stdout } = await parked();
  expect(code).toBe(0);
  expect(stdout).toMatch(
    new RegExp(
      `^education-status: person ${key} since 2026-06-22T08:0\\S+Z, before position \\d+, ` +
        'event [0-9a-f-]{36} \\(education-interrupted\\.v1\\): the data of an event of the stream is no JSON object$',
      'm',
    ),
  );
  expect(stdout).toMatch(/^\d parked\. To let them go on, fix the code, or have the sender withdraw/m);
  expect([stdout.includes(cpr), stdout.includes('7102104321')]).toEqual([false, false]);
});

test('a replay requires a person; one that still fails is reported and exits 1', async () => {
  expect(await parked('replay')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Say who: --all, --reader <name> or --person <key>.'),
  });
  const still = await parked('replay', '--all');
  expect(still).toMatchObject({ code: 1, stdout: expect.stringMatching(/^0 of (\d) go on, \1 wait still\.$/m) });
  expect(still.stderr).toContain(`waits still: education-status: person ${key} since 2026-06-22T08:0`);
});

test('once repaired, persons are replayed for one reader or all, and go on', async () => {
  await unlocked(
    `update log.events
     set data = '{"enrolmentId":"E-1","lastDay":"2026-05-29","reason":{"system":"neutral","code":"moved"}}'
     where sender_id = 'unusable'`,
  );
  expect(await parked('replay', '--reader', 'education-status')).toMatchObject({
    code: 0,
    stdout: '1 of 1 go on, 0 wait still.\n',
  });
  expect(await parked('replay', '--person', key)).toMatchObject({ code: 0 });
  expect(await listParked(opened.database.pool)).toEqual([]);
  const { rows } = await opened.database.pool.query(
    `select count(*)::int as opened from log.events where stream = $1 and type = 'follow-up-opened.v1'`,
    [key],
  );
  expect(rows).toEqual([{ opened: 1 }]);
});
