import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pgCopyStreams from 'pg-copy-streams';
import { openPool } from '../protocol/pool.js';

const PAGE = 5_000;
const STATUS = {
  'education-interrupted.v1': 'interrupted',
  'education-completed.v1': 'completed',
  'leave-started.v1': 'on-leave',
};

function lineOf({ stream, position, type, occurred_on: on, data }) {
  const parsed = JSON.parse(data);
  const answer = JSON.stringify({ since: on, enrolment: parsed.enrolmentId ?? null, deciding: [position] }).replaceAll(
    '\\',
    '\\\\',
  );
  const columns = [stream, on, 'infinity', position, '9007199254740991', STATUS[type] ?? 'enrolled', '\\N'];
  return `${[...columns, parsed.institution ?? '\\N', answer].join('\t')}\n`;
}

async function page(client, after) {
  const { rows } = await client.query({
    name: 'page',
    text: `select position, stream, version, type, occurred_on::text, data::text from log.events where position > $1
      order by position limit ${PAGE}`,
    values: [after],
  });
  if (rows.length === 0) return undefined;
  await client.query('begin');
  const copy = client.query(
    pgCopyStreams.from(
      `copy bare_spells (person, valid_from, valid_to, known_from, known_to, status, reason, institution, answer)
       from stdin`,
    ),
  );
  await pipeline(Readable.from([rows.map(lineOf).join('')]), copy);
  await client.query('update bare_checkpoint set position = $1', [rows.at(-1).position]);
  await client.query('commit');
  return rows.at(-1).position;
}

/**
 * The floor of a rebuild in Node: page, parse, one row per event, COPY and checkpoint in one transaction. No history,
 * no second axis, no comparison.
 */
export async function floorProjector(url, events) {
  const pool = openPool(url, 2);
  await pool.query('create table bare_spells (like education_status.spells including all)');
  await pool.query('create table bare_checkpoint as select 0::bigint as position');
  return {
    name: 'floor: bare Node projector',
    url,
    close: () => pool.end(),
    prepare: () => pool.query('truncate bare_spells; update bare_checkpoint set position = 0'),
    async round() {
      const client = await pool.connect();
      try {
        for (let position = 0; position !== undefined;) position = await page(client, position);
      } finally {
        client.release();
      }
      return { units: events };
    },
    async verify() {
      const { rows } = await pool.query(
        'select count(*)::int as rows, count(distinct known_from)::int as events from bare_spells',
      );
      if (rows[0].rows !== events || rows[0].events !== events)
        throw new Error(`the bare projector wrote ${rows[0].rows} rows of ${events}`);
    },
  };
}
