import type { ClientBase, Pool } from 'pg';
import type { ChainedEvent } from '../append.ts';
import { IdentityConflict } from '../store.ts';

/** A report's id is bound to another stream, and its event may be on its way there. */
export class BoundElsewhere extends Error {
  constructor(readonly bindings: readonly Binding[]) {
    super('the report is on its way to another stream');
  }
}

export interface Binding {
  readonly eventId: string;
  readonly stream: string;
}

/**
 * How long an append may still take effect after its caller has gone: twice the longest time of one append with all its
 * tries. Within one stream the expected revision already keeps a report single; the binding is for the same id sent for
 * two persons.
 */
const FENCE = "interval '60 seconds'";

/**
 * Binds each report to its stream before anything is sent: a report then has one stream, even if this process dies.
 * @throws IdentityConflict if the copy already holds one of the reports
 * @throws BoundElsewhere if another stream must be read first
 */
export async function bindIdentities(client: ClientBase, events: readonly ChainedEvent[]): Promise<void> {
  const ids = events.map(({ event }) => event.eventId);
  if (new Set(ids).size < ids.length) throw new IdentityConflict();
  const given = [ids, events.map(({ event }) => event.stream)];
  const recordedAt = events[0]?.event.recordedAt;
  const { rowCount } = await client.query(
    `insert into log.identities (event_id, stream, bound_at, recorded_at)
     select event_id, stream, now(), $3 from unnest($1::uuid[], $2::uuid[]) g (event_id, stream) order by event_id
     on conflict (event_id) do update set bound_at = excluded.bound_at, recorded_at = excluded.recorded_at
     where identities.stream = excluded.stream`,
    [...given, recordedAt],
  );
  if (rowCount !== ids.length) {
    const { rows } = await client.query<Binding>(
      `select i.event_id as "eventId", i.stream from log.identities i
       join unnest($1::uuid[], $2::uuid[]) g (event_id, stream) on g.event_id = i.event_id and g.stream <> i.stream`,
      given,
    );
    throw new BoundElsewhere(rows);
  }
  // Reads after the binding: an event that was copied in between has removed its binding, and is found here.
  const { rowCount: copied } = await client.query('select 1 from log.events where event_id = any($1::uuid[]) limit 1', [
    ids,
  ]);
  if (copied) throw new IdentityConflict();
}

/**
 * Marks reports that were bound and certainly not stored as no longer on their way. Until then no answer given after
 * their binding counts as final. A later binding of the same report stays as it is.
 */
export async function settleIdentities(pool: Pool, events: readonly ChainedEvent[]): Promise<void> {
  if (events.length === 0) return;
  await pool.query(
    'update log.identities set recorded_at = null where event_id = any($1::uuid[]) and recorded_at = $2',
    [events.map(({ event }) => event.eventId), events[0]?.event.recordedAt],
  );
}

/**
 * Removes bindings that are too old to take effect. Read their streams first: an event that was stored is then in the
 * copy.
 */
export async function releaseIdentities(pool: Pool, bindings: readonly Binding[]): Promise<void> {
  await pool.query(
    `delete from log.identities i using unnest($1::uuid[], $2::uuid[]) g (event_id, stream)
     where i.event_id = g.event_id and i.stream = g.stream and i.bound_at < now() - ${FENCE}`,
    [bindings.map(({ eventId }) => eventId), bindings.map(({ stream }) => stream)],
  );
}
