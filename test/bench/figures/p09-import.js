import { setTimeout as pause } from 'node:timers/promises';
import { attachEmbedded, connectDatabase, getProjectRoot, temporaryFolder } from '../product.js';
import { MASTER_KEY } from '../contenders/our-parts.js';
import { writeImportFile } from '../data/import-file.js';
import { civilNumberOf, cloudEvent, enrolment } from '../data/reports.js';
import { BATCH, caller, SINGLE } from '../load/caller.js';
import { importRun } from '../load/import-run.js';
import { ourService, tokenOf } from '../load/our-service.js';
import { visibility } from '../load/visible.js';
import { randomFrom } from '../protocol/random.js';

const ROWS = 1_000_000;
/** Separate persons: numbered far from the persons of the file. */
const FIRST_PROBE = 4_000_000;
const PROBES = 50;
const GAP_MILLISECONDS = 500;
const MOST_MEBIBYTES = 512;

function riskOf(person, number) {
  const data = {
    person: { cpr: civilNumberOf(person) },
    enrolmentId: `E-${person}-0`,
    assessedOn: '2026-06-15',
    level: number % 2 === 0 ? 'red' : 'green',
    assessor: 'Bo Vejleder',
  };
  return JSON.stringify(cloudEvent('dropout-risk-reported', `risk-${number}`, data));
}

/** Sends risk reports one after the other until `isOver`; watches each until the status answers show it. */
async function probe({ call }, pool, isOver) {
  const watched = visibility(pool, 'education-status');
  for (let number = 0; !isOver(); number += 1) {
    const sent = performance.now();
    const { status, text } = await call('POST', '/v1/events', {
      body: riskOf(FIRST_PROBE + (number % PROBES), number),
      type: SINGLE,
    });
    if (status !== 202) throw new Error(`a risk report was answered ${status}: ${text.slice(0, 300)}`);
    // Counts from the moment of sending: the sender waits for the intake too.
    watched.accepted(JSON.parse(text).items[0].position, sent);
    await pause(GAP_MILLISECONDS);
  }
  return watched.end();
}

/** Imports the file while risk reports go on; enrols the probed persons before. */
async function importWhileProbed({ file, profile, env, base, pool, seed }) {
  const client = caller(base, await tokenOf(base, 'sa-nord'), 2);
  const random = randomFrom(seed);
  await client.call('POST', '/v1/events', {
    type: BATCH,
    body: JSON.stringify(Array.from({ length: PROBES }, (_, person) => enrolment(FIRST_PROBE + person, 0, random))),
  });
  let over = false;
  const both = [importRun({ file, profile, env }).finally(() => (over = true)), probe(client, pool, () => over)];
  // Waits until both have ended before anything they use is closed, even if one of them failed.
  await Promise.allSettled(both);
  client.close();
  return Promise.all(both);
}

/**
 * P9: how long a drop-out risk takes to be visible during the import of a file of 1,000,000 rows, and the memory of the
 * import.
 */
export async function importing({ seed, short, scale, say }) {
  const rows = short ? 2_000 : Math.ceil(ROWS * scale);
  const folder = temporaryFolder();
  const { file, profile } = await writeImportFile(folder.path, rows);
  // Uses the product's own PostgreSQL, as its users do: the import then runs at the same time as the service's worker.
  const env = { DATA_DIR: `${folder.path}/data`, DATABASE_URL: undefined, UNGESTATUS_MASTER_KEY: MASTER_KEY };
  const service = await ourService(undefined, env);
  try {
    const { url } = await attachEmbedded({
      dataDir: env.DATA_DIR,
      projectRoot: getProjectRoot(),
      log: () => undefined,
    });
    const database = await connectDatabase({ url, applicationName: 'bench', poolSize: 2 });
    const [imported, seen] = await importWhileProbed({
      file,
      profile,
      env,
      base: service.base,
      pool: database.pool,
      seed,
    });
    say(
      `  ${imported.said.replaceAll('\n', '\n  ')}\n  risk reports meanwhile: ${JSON.stringify(seen)}; ` +
        `import held at most ${imported.mostMemory} MiB`,
    );
    const {
      rows: [{ events }],
    } = await database.pool.query(`select count(*)::int as events from log.events where sender_id like 'row-%'`);
    await database.close();
    if (events !== rows) throw new Error(`the import brought ${events} of ${rows} rows into the log`);
    return figuresOf({ rows, seen, imported, seed, short });
  } finally {
    await service.stop();
    await folder.remove();
  }
}

function figuresOf({ rows, seen, imported, seed, short }) {
  const line = { seed };
  return {
    figures: [
      {
        id: 'P9-p99',
        value: seen.p99,
        unit: 'ms',
        n: seen.reports,
        ...line,
        reach: 2_000,
        pass: short || seen.p99 <= 2_000,
      },
      {
        id: 'P9-memory',
        value: imported.mostMemory,
        unit: 'MiB',
        n: rows,
        ...line,
        reach: MOST_MEBIBYTES,
        pass: short || imported.mostMemory < MOST_MEBIBYTES,
      },
    ],
    details: { seen, imported },
  };
}
