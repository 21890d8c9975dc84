import { fillReadLog, pagesOfNames } from '../load/list-looks.js';
import { loadPeople, startSandbox } from '../load/sandbox-service.js';
import { temporaryFolder } from '../product.js';
import { percentile, rounded } from '../protocol/statistics.js';

const ROWS = 100_000_000;
const PEOPLE = 60;
const MOST_BYTES = 64;
const MOST_MILLISECONDS = 100;

/** P19: bytes of the read log per shown person, with indexes, and a list page of 50 names with so large a log. */
export async function looking({ seed, short, scale, passes, say }) {
  const rows = short ? 10_000 : Math.round(ROWS * scale);
  const folder = temporaryFolder();
  const service = await startSandbox(folder.path);
  try {
    await loadPeople(service, PEOPLE);
    const { pool } = service.parts;
    await fillReadLog(pool, { rows, say });
    const {
      rows: [{ size }],
    } = await pool.query(`select pg_total_relation_size('read_log.shown')::float8 as size`);
    const rounds = [];
    // The first pass warms up and does not count.
    for (let pass = 0; pass < passes; pass += 1) rounds.push(await pagesOfNames(service, pass));
    const p95 = rounds.slice(1).map((times) => rounded(percentile(times, 0.95)));
    say(`  ${rows} rows, ${rounded(size / rows)} bytes a person; p95 of each pass ${p95.join(', ')} ms`);
    return {
      figures: figuresOf({ bytes: rounded(size / rows), p95: percentile(p95, 0.5), rows, seed, short }),
      details: { rows, size, p95 },
    };
  } finally {
    await service.stop();
    await folder.remove();
  }
}

function figuresOf({ bytes, p95, rows, seed, short }) {
  return [
    {
      id: 'P19-bytes',
      value: bytes,
      unit: 'bytes a person shown',
      n: rows,
      seed,
      reach: MOST_BYTES,
      pass: short || bytes <= MOST_BYTES,
    },
    {
      id: 'P19-page',
      value: p95,
      unit: 'ms p95',
      n: rows,
      seed,
      reach: MOST_MILLISECONDS,
      pass: short || p95 <= MOST_MILLISECONDS,
    },
  ];
}
