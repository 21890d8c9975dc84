import type { ClientBase, Pool } from 'pg';
import { hasVersion, streamsWithVersion } from '#libs/event-store';
import { LONG_STREAM } from '#libs/subscriptions';
import { loadHistories } from '#libs/persons';
import type { BelievedRow } from './knowledge.ts';
import { beliefsAt, type KnowledgeProjection } from './projection.ts';

/**
 * SQL for whether a person's stream is long; the argument is SQL. Only then rows of earlier states of knowledge may be
 * missing.
 */
export const isLong = (person: string, most = LONG_STREAM): string => hasVersion(person, most + 1);

/** SQL for the persons with long streams. */
export const longPersons = (most = LONG_STREAM): string => streamsWithVersion(most + 1);

/** SQL for whether the rows of a person known then are kept for a state of knowledge; the arguments are SQL. */
export const isKept = (table: string, person: string, position: string): string =>
  `exists (select from ${table} kept where kept.person = ${person} and kept.known_from <= ${position})`;

export interface At {
  readonly person: string;
  readonly position: number;
}

const NONE: readonly BelievedRow[] = [];

/**
 * The rows of long streams as known at positions for which none are kept, in the order asked. Folds them from the log,
 * equal to the rows that would have been kept (docs/adr/0025). Empty for a person not known then, and for one whose
 * rows are kept.
 */
export async function foldUnkept(
  client: Pool | ClientBase,
  projection: KnowledgeProjection,
  asked: readonly At[],
): Promise<(readonly BelievedRow[])[]> {
  if (asked.length === 0) return [];
  const { rows } = await client.query<{ number: number; person: string }>(
    `select number::int, person from unnest($1::uuid[], $2::bigint[]) with ordinality asked (person, position, number)
     where ${isLong('person', projection.keepsUpTo)}
     and not ${isKept(projection.table, 'asked.person', 'asked.position')}`,
    [asked.map(({ person }) => person), asked.map(({ position }) => position)],
  );
  if (rows.length === 0) return asked.map(() => NONE);
  const histories = new Map(
    (await loadHistories(client, [...new Set(rows.map(({ person }) => person))])).map((history) => [
      history.person,
      history,
    ]),
  );
  const unkept = new Set(rows.map(({ number }) => number));
  return asked.map(({ person, position }, index) => {
    const history = unkept.has(index + 1) ? histories.get(person) : undefined;
    return history ? beliefsAt(projection, history, position) : NONE;
  });
}

/** The row of a day among beliefs whose key is their first day and whose first column is the day after their last. */
export function beliefOn(beliefs: readonly BelievedRow[], day: string): BelievedRow | undefined {
  return beliefs.findLast(
    ({ key, columns: [validTo] }) =>
      key <= day && typeof validTo === 'string' && (validTo === 'infinity' || day < validTo),
  );
}
