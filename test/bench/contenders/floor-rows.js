import { pipeline } from 'node:stream/promises';
import pgCopyStreams from 'pg-copy-streams';
import { openPool } from '../protocol/pool.js';

const TABLE = 'education_status.spells';

/**
 * The cost of copying the very rows of the status table through Node into an equal table, with indexes after the load:
 * reads no log, folds nothing, compares nothing. There are about five rows per event, so no rebuild that writes them
 * can be faster.
 */
export async function floorRows(url, events) {
  const pool = openPool(url, 3);
  return {
    name: 'floor: the same rows',
    url,
    close: () => pool.end(),
    prepare: () =>
      pool.query(`drop table if exists same_spells; create table same_spells (like ${TABLE} including defaults)`),
    async round() {
      const [from, to] = [await pool.connect(), await pool.connect()];
      try {
        await pipeline(
          from.query(pgCopyStreams.to(`copy ${TABLE} to stdout`)),
          to.query(pgCopyStreams.from('copy same_spells from stdin')),
        );
        await to.query(
          `alter table same_spells add primary key (person, valid_from, known_from) include
           (valid_to, known_to, status)`,
        );
        await to.query(
          `create index on same_spells (institution, valid_from) include
           (valid_to, known_from, known_to, status, person)`,
        );
      } finally {
        from.release();
        to.release();
      }
      return { units: events };
    },
    async verify(pass) {
      const { rows } = await pool.query(
        `select (select count(*) from ${TABLE}) as there, (select count(*) from same_spells) as copied`,
      );
      // The first pass runs before anything is built.
      if (rows[0].there !== rows[0].copied || (pass > 0 && rows[0].there === 0))
        throw new Error(`the floor copied ${rows[0].copied} of ${rows[0].there} rows`);
    },
  };
}
