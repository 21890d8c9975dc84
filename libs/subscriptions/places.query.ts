import type { Pool } from 'pg';

/** The place of a reader in the log. */
export interface ReaderPlace {
  readonly reader: string;
  /** Identifies the place; unchanged as long as the reader has not moved. */
  readonly place: string;
  /** Whether there are events after it that can be read: those that wait for an open transaction cannot. */
  readonly hasMore: boolean;
}

export async function readerPlaces(pool: Pool, readers: readonly string[]): Promise<ReaderPlace[]> {
  const { rows } = await pool.query<ReaderPlace>(
    `select r.reader, coalesce(c.xid, '0')::text || '/' || coalesce(c.position, 0) as place,
       exists (select from log.events e where (e.xid, e.position) > (coalesce(c.xid, '0'), coalesce(c.position, 0))
         and e.xid < log.horizon()) as "hasMore"
     from unnest($1::text[]) r (reader) left join feed.checkpoints c using (reader) order by array_position($1, r.reader)`,
    [readers],
  );
  return rows;
}
