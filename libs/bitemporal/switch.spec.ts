import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { contactPersons } from '#projections/contact-persons/projection';
import { createShadow, switchTables } from './shadow-table.ts';
import { rebuild } from './rebuild.ts';

const LIVE = contactPersons.table;

let opened: TestDatabase;
let pool: Pool;
beforeEach(async () => {
  opened = await testDatabase({ poolSize: 6 });
  ({ pool } = opened.database);
});
afterEach(() => opened.drop());

/** Reads the live table, with a time limit of half a second. */
async function ask(): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(`set statement_timeout = 500; select count(*) from ${LIVE}`);
  } finally {
    await client.query('reset statement_timeout');
    client.release();
  }
}

async function somebodyWaits(): Promise<void> {
  for (;;) {
    const { rows } = await pool.query('select from pg_locks where not granted and relation = $1::regclass', [LIVE]);
    if (rows.length > 0) return;
    await pause(20);
  }
}

/** Reads while a table is being vacuumed and `switching` waits for that. */
async function askMeanwhile(switching: () => Promise<unknown>): Promise<void> {
  const vacuum = await pool.connect();
  // The lock that a vacuum takes.
  await vacuum.query(`begin; lock table ${LIVE} in share update exclusive mode`);
  const switched = switching();
  try {
    await somebodyWaits();
    await ask();
  } finally {
    await vacuum.query('rollback');
    vacuum.release();
    await switched;
  }
}

test('a question during a rebuild that waits for a vacuum is answered', async () => {
  await expect(askMeanwhile(() => rebuild(pool, contactPersons))).resolves.toBeUndefined();
});

test('sabotage: a switch that waits with the table locked keeps all questions waiting', async () => {
  await createShadow(pool, LIVE, `${LIVE}_rebuild`);
  const careless = async (): Promise<void> => {
    const client = await pool.connect();
    await client.query('begin');
    await switchTables(client, LIVE, `${LIVE}_rebuild`);
    await client.query('commit');
    client.release();
  };
  await expect(askMeanwhile(careless)).rejects.toThrow('statement timeout');
});

test('the replaced table is dropped, and so is one that a killed rebuild left', async () => {
  await pool.query(`create table ${LIVE}_retired (left_over integer)`);
  await rebuild(pool, contactPersons);
  const { rows } = await pool.query(
    `select to_regclass('${LIVE}_retired') as retired, to_regclass('${LIVE}_rebuild') as shadow`,
  );
  expect(rows).toEqual([{ retired: null, shadow: null }]);
});
