import type { ClientBase, Pool } from 'pg';
import type { Day } from '#events/model/stored';
import { eventWithId } from '#libs/event-store';
import { STILL_KNOWN } from '#libs/bitemporal';

/** A person's identity as known now; the name is still sealed. */
export interface KnownIdentity {
  readonly name: SealedName | null;
  readonly isProtected: boolean;
}

/** The event that contains the name, as the log stores it. */
export interface SealedName {
  readonly eventId: string;
  readonly type: string;
  readonly data: object;
  readonly sealed: Buffer | null;
}

interface FactRow {
  person: string;
  event_id: string | null;
  type: string | null;
  data: object | null;
  sealed: Buffer | null;
  is_protected: boolean;
}

/** Names and protection of many persons, as known now, on a day. Omits persons without either. */
export async function findIdentities(
  client: Pool | ClientBase,
  persons: readonly string[],
  day: Day,
): Promise<ReadonlyMap<string, KnownIdentity>> {
  const { rows } = await client.query<FactRow>({
    name: 'find-identities',
    text: `select f.person, f.event_id, e.type, e.data, e.sealed,
      coalesce($2::date < f.protected_to, false) as is_protected
      from person_identity.facts f left join ${eventWithId('f.event_id')}
      where f.person = any($1::uuid[]) and f.known_to = ${STILL_KNOWN}`,
    values: [persons, day],
  });
  const found = new Map<string, { name: SealedName | null; isProtected: boolean }>();
  for (const row of rows) {
    const known = found.get(row.person) ?? { name: null, isProtected: false };
    found.set(row.person, known);
    if (row.is_protected) known.isProtected = true;
    if (row.event_id !== null && row.type !== null && row.data !== null) {
      known.name = { eventId: row.event_id, type: row.type, data: row.data, sealed: row.sealed };
    }
  }
  return found;
}
