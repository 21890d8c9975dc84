import { askService, callAs } from './sandbox-service.js';

const A_LOOK = 50;
const PERSONS = 1_000_000;
const AT_ONCE = 1_000_000;
/**
 * The step of the sandbox's clock: after sixteen minutes the first page of a list is a new look, and the second page
 * extends it.
 */
const MINUTES_APART = 16;
const ROUNDS = 4;
const LISTS = ['open,breached', 'open', 'open,closed', 'open,cancelled', 'open,breached,closed'];

/**
 * Writes looks of fifty persons each over a million persons, with the indexes in place, look by look as the service
 * does.
 */
export async function fillReadLog(pool, { rows, say }) {
  const client = await pool.connect();
  try {
    await client.query('set statement_timeout to 0; set synchronous_commit to off');
    for (let from = 0; from < rows; from += AT_ONCE) {
      await client.query(
        `insert into read_log.shown (look, person)
         select 1000000 + n / ${A_LOOK}, 1000000 + (random() * ${PERSONS})::int
         from generate_series($1::bigint, $2::bigint) n`,
        [from, Math.min(rows, from + AT_ONCE) - 1],
      );
      if (from > 0 && from % (10 * AT_ONCE) === 0) say(`  ${from / 1_000_000} million rows`);
    }
    await client.query(
      `select setval(pg_get_serial_sequence('read_log.looks', 'id'), ${1_000_001 + Math.ceil(rows / A_LOOK)})`,
    );
    await client.query('vacuum analyze read_log.shown');
    await client.query('checkpoint; reset statement_timeout; reset synchronous_commit');
  } finally {
    client.release();
  }
}

/** The milliseconds of each page of fifty with names: new looks and extended looks in turn. */
export async function pagesOfNames(service, pass) {
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const now = new Date(Date.UTC(2026, 5, 16, 9, (pass * ROUNDS + round) * MINUTES_APART));
    await callAs(service, undefined, 'PUT', '/v1/sandbox/clock', { now: now.toISOString() });
    for (const state of LISTS) {
      for (let again = 0; again < 2; again += 1) {
        const { body, milliseconds } = await askService(service, 'adviser-0751', 'GET', `/v1/cases?state=${state}`);
        if (body.cases.length !== A_LOOK || body.cases.some((one) => one.name === undefined))
          throw new Error('not a page of fifty names');
        times.push(milliseconds);
      }
    }
  }
  return times;
}
