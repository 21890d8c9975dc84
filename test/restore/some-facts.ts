import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { PostgresEventStore } from '#libs/event-store';
import { Keyring, masterKeyFits } from '#libs/persons';
import { newEvent } from '../given/new-event.ts';

export const KEYRING = new Keyring(Buffer.alloc(32, 7));

/** Characters that COPY writes with escapes, and characters outside ASCII. */
const AWKWARD = 'tab\there, line\nend\r, back\\slash \\N \\t, "quoted", Ærø 🙂, \u0007';

/**
 * Fills every table of a backup, with awkward values among the rows; appends two events of one stream and one of
 * another.
 */
export async function someFacts(pool: Pool): Promise<{ readonly streams: readonly [string, string] }> {
  await masterKeyFits(pool, KEYRING);
  const [one, other] = [randomUUID(), randomUUID()];
  const store = new PostgresEventStore(pool);
  const sealed = Buffer.from([0, 9, 10, 92, 255]);
  await store.append(
    [
      newEvent(one, 1, {
        data: { said: AWKWARD },
        meta: { warnings: [AWKWARD] },
        sealed,
        registeredAt: '2026-06-14T23:59:59.999Z',
      }),
    ],
    new Map(),
  );
  await store.append(
    [newEvent(one, 2), newEvent(other, 1, { senderId: AWKWARD })],
    new Map([[one, await store.readHead(one)]]),
  );
  await fillTables(pool, one, other);
  return { streams: [one, other] };
}

/** A row or more in every table that is not the log. */
async function fillTables(pool: Pool, one: string, other: string): Promise<void> {
  await pool.query(
    `insert into person_keys.persons values ($1, '\\x00ff', '2009-02-14', now()), ($2, null, '2009-02-15', now())`,
    [one, other],
  );
  await pool.query(`insert into person_keys.numbers values ('\\x01', $1, '\\x5c0a')`, [one]);
  await pool.query(`insert into receipts.batches values (gen_random_uuid(), 'sa-nord', now(), '{}', $1)`, [
    JSON.stringify([AWKWARD]),
  ]);
  await pool.query(
    `insert into read_log.reads (at, subject, client, organisation, role, purpose, person, question, fields)
     values (now(), $2, 'c', 'o', 'r', 'p', $1, 'q', $3)`,
    [one, AWKWARD, ['a b', 'c,d', AWKWARD]],
  );
  await pool.query(
    `insert into reference.institutions (number, name, type, kind_of_unit, municipality, source, valid_from)
     values ('990999', $1, '1013', 'stand-alone', '0751', 'sandbox', null)`,
    [AWKWARD],
  );
  await pool.query('insert into sandbox.clock (offset_milliseconds) values (-86400000)');
  await pool.query(`insert into follow_up.watch values ($1, '2026-07-01')`, [one]);
}

/** Every row of a table as text, without the columns that belong to a cluster. */
export async function rowsOf(
  pool: Pool,
  table: string,
  without: readonly string[] = ['xid', 'epoch'],
): Promise<string[]> {
  const { rows } = await pool.query<{ text: string }>(
    `select (to_jsonb(t) - $1::text[])::text as text from ${table} t order by 1`,
    [without],
  );
  return rows.map(({ text }) => text);
}
