import type { ClientBase } from 'pg';
import { type Change, STILL_KNOWN } from './knowledge.ts';

/** Where a projection's rows lie. Names are constants of the code, never input. */
export interface KnowledgeTable {
  /** Schema-qualified, e.g. `education_status.spells`; has person, the key column, known_from, known_to. */
  readonly table: string;
  readonly keyColumn: string;
  readonly keyType: 'date' | 'uuid' | 'text';
}

/** Closes and opens rows of many persons in two statements. */
export async function writeChanges(client: ClientBase, into: KnowledgeTable, changes: readonly Change[]): Promise<void> {
  const closed = changes.flatMap((change) => change.closed);
  const opened = changes.flatMap((change) => change.opened);
  if (closed.length > 0) {
    await client.query(
      `update ${into.table} t set known_to = c.known_to
       from unnest($1::uuid[], $2::text[], $3::bigint[]) c (person, key, known_to)
       where t.person = c.person and t.${into.keyColumn} = c.key::${into.keyType} and t.known_to = ${STILL_KNOWN}`,
      [closed.map((row) => row.person), closed.map((row) => row.key), closed.map((row) => row.knownTo)],
    );
  }
  if (opened.length > 0) {
    const records = opened.map((row) => ({
      ...row.columns,
      person: row.person,
      [into.keyColumn]: row.key,
      known_from: row.knownFrom,
      known_to: row.knownTo,
    }));
    await client.query(`insert into ${into.table} select r.* from jsonb_populate_recordset(null::${into.table}, $1::jsonb) r`, [
      JSON.stringify(records),
    ]);
  }
}
