import type { ClientBase, Pool } from 'pg';
import type { ChainedEvent } from '../append.ts';
import { IdentityConflict } from '../store.ts';

/** A report's id is bound to another stream, where its event may be on its way. */
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
 * How long an append may still land after its caller is gone: twice what one with all its tries may take. Within one stream the
 * expected revision keeps a report single by itself; this is for the same id sent for two people.
 */
const FENCE = "interval '60 seconds'";

/**
 * Binds each report to its stream before anything is sent: a report has one stream, whatever becomes of this process.
 * @throws IdentityConflict for what is in the copy already
 * @throws BoundElsewhere look there first
 */
export async function bindIdentities(client: ClientBase, events: readonly ChainedEvent[]): Promise<void> {
  const ids = events.map(({ event }) => event.eventId);
  if (new Set(ids).size < ids.length) throw new IdentityConflict();
  const given = [ids, events.map(({ event }) => event.stream)];
  const recordedAt = events[0]?.event.recordedAt;
  const { rowCount } = await client.query(
    `insert into log.identities (event_id, stream, bound_at, recorded_at)
     select event_id, stream, now(), $3 from unnest($1::uuid[], $2::uuid[]) g (event_id, stream) order by event_id
     on conflict (event_id) do update set bound_at = excluded.bound_at, recorded_at = excluded.recorded_at where identities.stream = excluded.stream`,
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
  // After the binding: an event copied in between has taken its binding with it, and is seen here.
  const { rowCount: copied } = await client.query('select 1 from log.events where event_id = any($1::uuid[]) limit 1', [
    ids,
  ]);
  if (copied) throw new IdentityConflict();
}

/**
 * Says of reports that were bound and certainly not stored that they are not on their way any more: until then no answer
 * counts as final that was asked after them. A later binding of the same report is left as it is.
 */
export async function settleIdentities(pool: Pool, events: readonly ChainedEvent[]): Promise<void> {
  if (events.length === 0) return;
  await pool.query(
    'update log.identities set recorded_at = null where event_id = any($1::uuid[]) and recorded_at = $2',
    [events.map(({ event }) => event.eventId), events[0]?.event.recordedAt],
  );
}

/** Lets go of bindings nobody can act on any more. Look into their streams first: what landed there is copied by then. */
export async function releaseIdentities(pool: Pool, bindings: readonly Binding[]): Promise<void> {
  await pool.query(
    `delete from log.identities i using unnest($1::uuid[], $2::uuid[]) g (event_id, stream)
     where i.event_id = g.event_id and i.stream = g.stream and i.bound_at < now() - ${FENCE}`,
    [bindings.map(({ eventId }) => eventId), bindings.map(({ stream }) => stream)],
  );
}
