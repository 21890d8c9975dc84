import type { Pool } from 'pg';
import { hasReadableAfter } from '#libs/event-store';
import { checkpointsOf, PLACE } from './reader-sql.ts';

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
       ${hasReadableAfter(PLACE)} as "hasMore"
     from ${checkpointsOf('unnest($1::text[])')} order by array_position($1, r.reader)`,
    [readers],
  );
  return rows;
}
