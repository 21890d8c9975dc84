import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { type Answer, startService } from '../service/running.ts';
import { ServiceStory } from '../stories/service-story.ts';
import { ask, looksLogged } from './callers.ts';

let story: ServiceStory;
let pool: Pool;
let token: string;
let keys: string[];

/** Five pupils of municipality 0751. */
beforeAll(async () => {
  story = new ServiceStory(await startService());
  ({ pool } = story.service.parts);
  token = await story.service.token('adviser-0751');
  await story.at('2026-06-15T08:00:00Z');
  keys = [];
  for (const number of [1, 2, 3, 4, 5]) {
    const pupil = story.young('2010-03-03', number);
    await story.lives(pupil, '0751');
    keys.push(await story.key(pupil));
  }
});
afterAll(() => story.service.stop());

const look = (person: string, what = 'status'): Promise<Answer> =>
  ask(story.service, token, { path: `/v1/persons/${person}/${what}` });
const keyAt = (index: number): string => keys[index % keys.length] ?? '';

/**
 * Looks together: the first waits for the read log, so that later ones are gathered; `meanwhile` runs while they wait.
 */
async function lookTogether(
  paths: readonly (readonly [person: string, what: string])[],
  meanwhile: () => Promise<unknown> = async () => undefined,
): Promise<Answer[]> {
  const holder = await pool.connect();
  try {
    await holder.query('begin; lock table read_log.reads in exclusive mode');
    const first = look(keyAt(0));
    await waiters();
    const others = paths.map(([person, what]) => look(person, what));
    await pause(150);
    await meanwhile();
    await holder.query('commit');
    return (await Promise.all([first, ...others])).slice(1);
  } finally {
    holder.release();
  }
}

/** The sessions that wait for the lock. */
async function waiters(): Promise<number[]> {
  for (;;) {
    const { rows } = await pool.query<{ pid: number }>(
      `select pid from pg_locks where relation = 'read_log.reads'::regclass and not granted`,
    );
    if (rows.length > 0) return rows.map(({ pid }) => pid);
    await pause(5);
  }
}

async function proveARowEach(): Promise<void> {
  const before = await looksLogged(story.service);
  const looks = Array.from(
    { length: 60 },
    (_, index) => [keyAt(index), index % 6 === 5 ? 'timeline' : 'status'] as const,
  );
  const answers = await lookTogether([...looks, [randomUUID(), 'status']]);
  expect(answers.map(({ status }) => status)).toEqual([...looks.map(() => 200), 404]);
  expect(await looksLogged(story.service)).toBe(before + 61);
}

describe('looks that come at the same time', () => {
  test('each get their own answer and their own row, and a refused one leaves none', async () => {
    await proveARowEach();
    const { rows } = await pool.query<{ together: number }>(
      'select count(*)::int as together from read_log.reads group by xmin order by 1 desc limit 1',
    );
    expect(rows[0]?.together).toBeGreaterThan(1);
  });

  test('sabotage: turn the proof red if the log leaves out one person', async () => {
    await pool.query(
      `create rule forget as on insert to read_log.reads where new.person = '${keyAt(1)}' do instead nothing`,
    );
    await expect(proveARowEach()).rejects.toThrow();
    await pool.query('drop rule forget on read_log.reads');
    await proveARowEach();
  });

  test('are each answered with the status they asked for', async () => {
    const days = ['2026-06-15', '2024-01-01', '2030-01-01'];
    const answers = await lookTogether(
      days.flatMap((day) => keys.map((key) => [key, `status?validOn=${day}`] as const)),
    );
    const alone = [];
    for (const day of days) for (const key of keys) alone.push((await look(key, `status?validOn=${day}`)).body);
    expect(answers.map(({ body }) => ({ ...body, knownAt: null }))).toEqual(
      alone.map((body) => ({ ...body, knownAt: null })),
    );
    expect(new Set(alone.map(({ validOn }) => validOn)).size).toBe(3);
  });

  test('are answered only after the rows are committed', async () => {
    let answered = 0;
    const counted = keys.map((key) => [key, 'status'] as const);
    const answers = await lookTogether(counted, async () => {
      const one = look(keyAt(2)).then(() => (answered += 1));
      await pause(200);
      expect(answered).toBe(0);
      void one;
    });
    expect(answers.every(({ status }) => status === 200)).toBe(true);
  });

  test('fail alone if their own row cannot be written', async () => {
    await pool.query(`alter table read_log.reads add constraint closed check (person <> '${keyAt(3)}') not valid`);
    const before = await looksLogged(story.service);
    const answers = await lookTogether(keys.map((key) => [key, 'status'] as const));
    await pool.query('alter table read_log.reads drop constraint closed');
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 500, 200]);
    expect(await looksLogged(story.service)).toBe(before + 5);
  });

  test('are answered with a request to retry if the session is ended: nothing is shown, and the next look succeeds', async () => {
    const holder = await pool.connect();
    const before = await looksLogged(story.service);
    await holder.query('begin; lock table read_log.reads in exclusive mode');
    const cut = look(keyAt(1));
    for (const pid of await waiters()) await holder.query('select pg_terminate_backend($1)', [pid]);
    const { status, body, headers } = await cut;
    expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'database-unavailable', '2']);
    await holder.query('commit');
    holder.release();
    expect(await looksLogged(story.service)).toBe(before);
    expect((await look(keyAt(1))).status).toBe(200);
  });
});
