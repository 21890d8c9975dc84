import { connectDatabase } from '../product.js';
import { enrolment } from '../data/reports.js';
import { BATCH, caller } from '../load/caller.js';
import { ourService, tokenOf } from '../load/our-service.js';
import { inFlight } from '../protocol/in-flight.js';
import { randomFrom } from '../protocol/random.js';
import { median, rounded } from '../protocol/statistics.js';

const REPORTS = 5_000;
const A_BATCH = 500;
const FLYING = 16;
const REACH = { plain: 1_000, effect: 100 };

/** P21: receipts per second, plain and with their effect; each effect is a row in the read log, counted afterwards. */
export async function receipts({ server, seed, short, passes, say }) {
  const url = await server.database('P21 product');
  const service = await ourService(url);
  const database = await connectDatabase({ url, applicationName: 'bench', poolSize: 1 });
  const sender = caller(service.base, await tokenOf(service.base, 'sa-nord'), FLYING);
  try {
    const ids = await sendReports(sender, { count: short ? A_BATCH : REPORTS, random: randomFrom(seed) });
    const looksOf = async () =>
      Number(
        (await database.pool.query(`select count(*) from read_log.reads where purpose = 'own-report'`)).rows[0].count,
      );
    const rates = { plain: [], effect: [] };
    for (let pass = 0; pass < passes; pass += 1) {
      const before = await looksOf();
      rates.plain.push(await rateOf(sender, ids, ''));
      if ((await looksOf()) !== before) throw new Error('a plain receipt was written down as a look');
      const some = ids.slice(0, ids.length / 5);
      rates.effect.push(await rateOf(sender, some, '?effect=true'));
      if ((await looksOf()) !== before + some.length)
        throw new Error(`${(await looksOf()) - before} rows for ${some.length} effects`);
    }
    say(
      `  plain ${rates.plain.map(rounded).join(', ')}; with effect ${rates.effect.map(rounded).join(', ')} receipts/s`,
    );
    return { figures: figuresOf({ rates, count: ids.length, seed, short }), details: rates };
  } finally {
    sender.close();
    await database.close();
    await service.stop();
    await server.drop(url);
  }
}

async function sendReports(sender, { count, random }) {
  const ids = [];
  for (let from = 0; from < count; from += A_BATCH) {
    const reports = Array.from({ length: A_BATCH }, (_, at) => enrolment(from + at, 0, random));
    const { status, text } = await sender.call('POST', '/v1/events', { type: BATCH, body: JSON.stringify(reports) });
    const { items = [] } = JSON.parse(text);
    if (status !== 202 || items.some(({ outcome }) => outcome !== 'accepted'))
      throw new Error(`a batch was answered ${status}: ${text.slice(0, 300)}`);
    ids.push(...items.map(({ receipt }) => receipt));
  }
  return ids;
}

async function rateOf(sender, receiptPaths, query) {
  const started = performance.now();
  await inFlight(FLYING, receiptPaths, async (path) => {
    const { status, text } = await sender.call('GET', `${path}${query}`);
    if (status !== 200 || (query !== '') !== 'effect' in JSON.parse(text))
      throw new Error(`${path}${query} was answered ${status}: ${text.slice(0, 300)}`);
  });
  return receiptPaths.length / ((performance.now() - started) / 1_000);
}

function figuresOf({ rates, count, seed, short }) {
  return Object.entries(REACH).map(([kind, reach]) => {
    // The first pass warms up and does not count.
    const value = rounded(median(rates[kind].slice(1)));
    return { id: `P21-${kind}`, value, unit: 'receipts/s', n: count, seed, reach, pass: short || value >= reach };
  });
}
