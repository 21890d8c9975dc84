import type { Pool } from 'pg';
import { type Keyring } from '#libs/persons';
import { unseal } from '../../libs/persons/keyring.ts';

/**
 * The rows that a road stored, with sealed values opened: nonces and wrapped keys differ each time, their content does
 * not.
 */
export interface StoredRows {
  readonly events: readonly Record<string, unknown>[];
  readonly persons: readonly Record<string, unknown>[];
}

const EVENTS = `select stream, version, event_id, type, data::text as data, sealed, occurred_on::text, registered_at,
  received_at, recorded_at, source, sender_id,
  reporter, meta::text as meta, content_hash from log.events order by position`;
const PERSONS = `select person, wrapped_key, number_birth_date::text, created_at, lookup, number_sealed
  from person_keys.persons join person_keys.numbers using (person)
  order by person`;

export async function readStored(pool: Pool, keyring: Keyring): Promise<StoredRows> {
  const persons = (
    await pool.query<
      Record<string, unknown> & { person: string; wrapped_key: Buffer; number_sealed: Buffer; lookup: Buffer }
    >(PERSONS)
  ).rows;
  const keys = new Map(persons.map(({ person, wrapped_key }) => [person, keyring.unwrap(person, wrapped_key)]));
  const keyOf = (person: string): Buffer => keys.get(person) ?? Buffer.alloc(32);
  const events = (
    await pool.query<
      Record<string, unknown> & { stream: string; event_id: string; sealed: Buffer | null; content_hash: Buffer }
    >(EVENTS)
  ).rows;
  return {
    events: events.map((row) => ({
      ...row,
      sealed: row.sealed && unseal(keyOf(row.stream), `event:${row.event_id}`, row.sealed),
      content_hash: row.content_hash.toString('hex'),
    })),
    persons: persons.map(({ wrapped_key, ...row }) => ({
      ...row,
      key_bytes: keyring.unwrap(row.person, wrapped_key).length,
      lookup: row.lookup.toString('hex'),
      number_sealed: unseal(keyOf(row.person), `civil-number:${row.person}`, row.number_sealed),
    })),
  };
}

/** The differences of two roads: the table, the place of the row and the column. */
export function differences(one: StoredRows, other: StoredRows): string[] {
  return [
    ...tableDifferences('events', one.events, other.events),
    ...tableDifferences('persons', one.persons, other.persons),
  ];
}

type Rows = StoredRows['events'];

function tableDifferences(table: string, one: Rows, other: Rows): string[] {
  const counts = one.length === other.length ? [] : [`${table}: ${one.length} rows and ${other.length}`];
  return [
    ...counts,
    ...one.flatMap((row, at) => {
      const columns = new Set([...Object.keys(row), ...Object.keys(other[at] ?? {})]);
      return [...columns]
        .filter((column) => String(row[column]) !== String(other[at]?.[column]))
        .map((column) => `${table}[${at}].${column}`);
    }),
  ];
}
