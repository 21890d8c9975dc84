import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Pool, PoolClient } from 'pg';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { type Read } from './read.ts';
import { type ReadsOf, withReadLog } from './with-read-log.ts';
import { recordReads } from './record-reads.ts';

let db: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  db = await testDatabase({ poolSize: 2 });
  ({ pool } = db.database);
});
afterAll(() => db.drop());

const actor = {
  subject: 'adviser-0751',
  clientId: 'portal',
  organisation: 'municipality-0751',
  role: 'adviser',
} as const;
const look = (person: string, more: Partial<Read> = {}): Read => ({
  at: new Date('2026-06-15T06:00:00.000Z'),
  actor,
  purpose: 'follow-up',
  person,
  question: 'person-status',
  fields: 'all',
  ...more,
});
async function rowsOf(person: string): Promise<Record<string, unknown>[]> {
  const { rows } = await pool.query<Record<string, unknown>>(
    `select at, subject, client, organisation, role, purpose, question, fields, trace from read_log.reads
     where person = $1 order by id`,
    [person],
  );
  return rows;
}
const answer = async (client: PoolClient): Promise<number> => {
  const { rows } = await client.query<{ seen: number }>('select 42 as seen');
  return rows[0]?.seen ?? 0;
};

type WithReadLog = <Answer>(
  pool: Pool,
  reads: ReadsOf<Answer>,
  work: (client: PoolClient) => Promise<Answer>,
) => Promise<Answer>;

/** The proof: a look without its row gives no answer. */
async function proveNoRowNoAnswer(by: WithReadLog): Promise<void> {
  const unwritable = look('not-a-person-key');
  const seen: unknown[] = [];
  await expect(by(pool, unwritable, answer).then((value) => seen.push(value))).rejects.toThrow();
  expect(seen).toEqual([]);
}

describe('a look at a person', () => {
  test('gives the answer and leaves one row with who, about whom, why and what', async () => {
    const person = randomUUID();
    const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    expect(await withReadLog(pool, look(person, { fields: ['status', 'since'], trace }), answer)).toBe(42);
    expect(await rowsOf(person)).toEqual([
      {
        at: '2026-06-15T06:00:00.000Z',
        subject: 'adviser-0751',
        client: 'portal',
        organisation: 'municipality-0751',
        role: 'adviser',
        purpose: 'follow-up',
        question: 'person-status',
        fields: ['status', 'since'],
        trace,
      },
    ]);
  });

  test('leaves as many rows as there are looks at once', async () => {
    const person = randomUUID();
    await Promise.all(Array.from({ length: 25 }, () => withReadLog(pool, look(person), answer)));
    expect(await rowsOf(person)).toHaveLength(25);
  });

  test('on a list leaves a row per person on it, and none for an empty list', async () => {
    const persons = [randomUUID(), randomUUID(), randomUUID()];
    const all = await withReadLog(
      pool,
      (seen: string[]) => seen.map((one) => look(one, { question: 'person-case' })),
      async () => persons,
    );
    expect(all).toEqual(persons);
    for (const person of persons)
      expect(await rowsOf(person)).toMatchObject([{ question: 'person-case', fields: ['all'] }]);
    await expect(
      withReadLog(
        pool,
        (seen: string[]) => seen.map((one) => look(one)),
        async () => [],
      ),
    ).resolves.toEqual([]);
  });

  test('that finds nothing leaves no row, and the connection can be used for the next', async () => {
    const person = randomUUID();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await expect(withReadLog(pool, look(person), () => Promise.reject(new Error('not found')))).rejects.toThrow(
        'not found',
      );
    }
    expect(await rowsOf(person)).toEqual([]);
    expect(await withReadLog(pool, look(person), answer)).toBe(42);
  });

  test('gives nothing if its row cannot be written', async () => {
    await proveNoRowNoAnswer(withReadLog);
  });

  test('sabotage: turns that proof red if the row is written beside the look instead of with it', async () => {
    const careless: WithReadLog = async (somePool, reads, work) => {
      const client = await somePool.connect();
      const value = await work(client).finally(() => client.release());
      if (typeof reads !== 'function') await recordReads(somePool, [reads]).catch(() => undefined);
      return value;
    };
    await expect(proveNoRowNoAnswer(careless)).rejects.toThrow();
  });

  test('gives nothing and leaves no row if its connection is cut before the commit', async () => {
    const person = randomUUID();
    const cut = withReadLog(pool, look(person), async (client) => {
      const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
      await pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
      return 42;
    });
    await expect(cut).rejects.toThrow();
    expect(await rowsOf(person)).toEqual([]);
    expect(await withReadLog(pool, look(person), answer)).toBe(42);
  });
});

describe('the read log', () => {
  test.each(["update read_log.reads set purpose = 'x'", 'delete from read_log.reads', 'truncate read_log.reads'])(
    'refuses: %s',
    async (statement) => {
      await expect(pool.query(statement)).rejects.toMatchObject({ code: '42501' });
    },
  );
});
