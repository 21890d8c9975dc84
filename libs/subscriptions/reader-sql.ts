/**
 * Pieces of SQL for statements that compare readers' places or parked streams with another owner's tables in one
 * snapshot. Arguments are SQL.
 */

/** Relation of the readers `r` of another relation, each with its checkpoint `c`; null for a reader that has none. */
export const checkpointsOf = (readers: string): string =>
  `${readers} r (reader) left join feed.checkpoints c using (reader)`;

/** The place of the checkpoint `c`: the start of the log if there is none. */
export const PLACE = { xid: "coalesce(c.xid, '0')", position: 'coalesce(c.position, 0)' };

/** The clusters to which the checkpoints of these readers belong, as one text. */
export const epochsOf = (readers: string): string =>
  `(select string_agg(epoch, ' ' order by reader) from feed.checkpoints where reader in ${readers})`;

/** A digest of the parked streams of these readers up to a position; null if none is parked. */
export const digestOfParked = (readers: string, position: string): string =>
  `(select md5(string_agg(concat_ws(' ', reader, person, version), ',' order by reader, person))
    from feed.parked where reader in ${readers} and feed.parked.position <= ${position})`;

/** Condition: the person's stream is parked or set aside for the reader. */
export const isParked = (reader: string, person: string): string =>
  `exists (select 1 from feed.parked p where p.reader = ${reader} and p.person = ${person})`;
