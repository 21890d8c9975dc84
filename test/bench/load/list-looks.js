import { temporaryFolder } from '../product.js';
import { askService, callAs, loadPeople, percentile, startSandbox } from './sandbox-service.js';

/**
 * A list page of 50 with names over a read log of so many rows, its bytes a person shown, and 200 look-ups all hits against 200
 * all misses: node test/bench/load/list-looks.js --rows=100000000 (rows are made set-based; needs 6 GB for 100 million)
 */
const ROWS = Number(/--rows=(\d+)/.exec(process.argv.join(' '))?.[1] ?? 10_000_000);
const PEOPLE = 60;
const ROUNDS = 20;
const A_LOOK = 50;
const PERSONS = 1_000_000;

const folder = temporaryFolder();
const service = await startSandbox(folder.path);
try {
  const numbers = await loadPeople(service, PEOPLE);
  const { pool } = service.parts;
  const sizeOf = async () => Number((await pool.query(`select pg_total_relation_size('read_log.shown') as size`)).rows[0].size);
  await fillReadLog(pool);
  const bytes = (await sizeOf()) / ROWS;
  const pages = await timedPages();
  const [hits, misses] = [await timedLookUps(numbers.known), await timedLookUps(numbers.unknown)];
  console.log(JSON.stringify({
    rows: ROWS, bytesAPerson: Number(bytes.toFixed(1)), page: { n: pages.length, p50: percentile(pages, 50), p95: percentile(pages, 95) },
    lookUp: { n: hits.length, hits: percentile(hits, 50), misses: percentile(misses, 50), ratio: Number((percentile(hits, 50) / percentile(misses, 50)).toFixed(3)) },
  }));
} finally {
  await service.stop();
  await folder.remove();
}

/** Looks of fifty persons each over a million persons; the rows come by the million, as the service writes them: look by look. */
async function fillReadLog(pool) {
  await pool.query('set statement_timeout to 0').catch(() => undefined);
  for (let from = 0; from < ROWS; from += 1_000_000) {
    const client = await pool.connect();
    try {
      await client.query('set statement_timeout to 0; set synchronous_commit to off');
      await client.query(
        `insert into read_log.shown (look, person) select 1000000 + n / ${A_LOOK}, 1000000 + (random() * ${PERSONS})::int from generate_series($1::bigint, $2::bigint) n`,
        [from, Math.min(ROWS, from + 1_000_000) - 1],
      );
      await client.query('reset statement_timeout; reset synchronous_commit');
    } finally {
      client.release();
    }
  }
  await pool.query(`select setval(pg_get_serial_sequence('read_log.looks', 'id'), ${1_000_001 + Math.ceil(ROWS / A_LOOK)})`);
  await pool.query('analyze read_log.shown');
}

/** New looks and looks that are extended, in turn: a list's first page is new every 16 minutes of the sandbox's clock. */
async function timedPages() {
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await callAs(service, undefined, 'PUT', '/v1/sandbox/clock', { now: new Date(Date.UTC(2026, 5, 16, 9, round * 16)).toISOString() });
    for (const state of ['open,breached', 'open', 'open,closed', 'open,cancelled', 'open,breached,closed']) {
      for (let again = 0; again < 2; again += 1) {
        const { body, milliseconds } = await askService(service, 'adviser-0751', 'GET', `/v1/cases?state=${state}`);
        if (body.cases.length !== 50 || body.cases.some((one) => one.name === undefined)) throw new Error('not a page of fifty names');
        times.push(milliseconds);
      }
    }
  }
  return times;
}

async function timedLookUps(cprs) {
  const times = [];
  for (let time = 0; time < 200; time += 1) {
    const { milliseconds } = await askService(service, 'adviser-0751', 'POST', '/v1/persons/lookup', { cprs: [cprs[time % cprs.length]] });
    times.push(milliseconds);
  }
  return times;
}
