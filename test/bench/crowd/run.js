import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { enrolment } from '../data/reports.js';
import { BATCH, caller, SINGLE } from '../load/caller.js';
import { ourService, tokenOf } from '../load/our-service.js';
import { visibility } from '../load/visible.js';
import { importInstitutions, SANDBOX_INSTITUTIONS } from '../product.js';
import { openPool } from '../protocol/pool.js';
import { randomFrom } from '../protocol/random.js';
import { percentile, rounded } from '../protocol/statistics.js';
import { startServer } from '../protocol/server.js';
import { figuresOf } from './figures.js';
import { CROWDS, crowdOf } from './kinds.js';
import { crowdToken } from './token.js';

/**
 * Thousands of reports about one person over HTTP, and how long all others wait meanwhile. Prints one line of all
 * measurements, then one line per figure. `npm run bench -- crowd` runs it with one reporter and with seventy.
 * node test/bench/crowd/run.js --kind risks --count 7000 --reporters 1 --born 2010-03-01 --batch 500
 */
const { values: given } = parseArgs({
  options: {
    kind: { type: 'string', default: 'risks' },
    count: { type: 'string', default: '7000' },
    reporters: { type: 'string', default: '1' },
    born: { type: 'string', default: '2010-03-01' },
    batch: { type: 'string', default: '500' },
    patience: { type: 'string', default: '120' },
  },
});
const OTHERS = 50;
const GAP_MILLISECONDS = 50;

const memory = (pid, field) =>
  Math.round(Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024);
const numberOf = (born, serial) => {
  const [year, month, day] = born.split('-');
  return `${Number(day) + 60}${month}${year.slice(2)}4${String(serial).padStart(3, '0')}`;
};

async function post({ call }, reports) {
  const single = !Array.isArray(reports);
  const answer = await call('POST', '/v1/events', { body: JSON.stringify(reports), type: single ? SINGLE : BATCH });
  if (answer.status >= 300 && answer.status !== 422)
    throw new Error(`answered ${answer.status}: ${answer.text.slice(0, 300)}`);
  return { ...answer, items: JSON.parse(answer.text).items ?? [] };
}

/** Sends risk reports about others one after the other; watches each until the status answers show it. */
async function probeOthers(client, pool, isOver) {
  const watched = visibility(pool, 'education-status');
  for (let number = 0; !isOver(); number += 1) {
    const person = number % OTHERS;
    const data = {
      person: { cpr: enrolment(person, 7, randomFrom(1)).data.person.cpr },
      enrolmentId: `E-${person}-7`,
      assessedOn: '2026-06-15',
      level: number % 2 === 0 ? 'red' : 'green',
      assessor: 'Bo Vejleder',
    };
    const sent = performance.now();
    const report = {
      ...enrolment(person, 7, randomFrom(1)),
      id: `probe-${number}`,
      type: 'dk.ungestatus.dropout-risk-reported.v1',
      data,
    };
    const { items } = await post(client, report);
    watched.accepted(items[0].position, sent);
    await pause(GAP_MILLISECONDS);
  }
  return watched.end();
}

async function probeReadiness(base, isOver) {
  const seen = { asked: 0, unready: 0, slowest: 0, turns: [] };
  while (!isOver()) {
    const began = performance.now();
    const answer = await fetch(`${base}/health/ready`);
    await answer.text();
    seen.asked += 1;
    if (answer.status !== 200) seen.unready += 1;
    seen.slowest = Math.max(seen.slowest, performance.now() - began);
    const live = performance.now();
    await (await fetch(`${base}/health/live`)).text();
    seen.turns.push(performance.now() - live);
    await pause(100);
  }
  const { turns, ...counted } = seen;
  return {
    ...counted,
    slowest: rounded(seen.slowest),
    liveP99: rounded(percentile(turns, 0.99)),
    liveMost: rounded(Math.max(...turns)),
  };
}

/**
 * Waits until the status answers of the person include every report.
 * @returns milliseconds, or undefined after the patience is over
 */
async function untilShown(adviser, key, began = performance.now()) {
  for (;;) {
    const { status, text } = await adviser.call('GET', `/v1/persons/${key}/status`, {
      headers: { 'X-Purpose': 'follow-up' },
    });
    if (status !== 200) throw new Error(`the status was answered ${status}: ${text.slice(0, 200)}`);
    const answer = JSON.parse(text);
    if (answer.knownAt.behind !== true)
      return { milliseconds: rounded(performance.now() - began), status: answer.status, bytes: text.length };
    if (performance.now() - began > Number(given.patience) * 1_000) return { milliseconds: null };
    await pause(20);
  }
}

async function untilReader(pool, readers, began = performance.now()) {
  for (;;) {
    const {
      rows: [{ left }],
    } = await pool.query(
      `select count(*)::int as left from unnest($1::text[]) r (reader)
       left join feed.checkpoints c using (reader), (select max(position) as head from log.events) h
       where coalesce(c.applied, 0) < h.head or exists (select from feed.parked p where p.reader = r.reader)`,
      [readers],
    );
    if (left === 0) return rounded(performance.now() - began);
    if (performance.now() - began > Number(given.patience) * 1_000) return null;
    await pause(20);
  }
}

async function sendCrowd(client, reports, batch) {
  const took = [];
  const outcomes = {};
  const count = ({ items }) =>
    items.forEach(({ outcome, errors }) => {
      const what = outcome === 'refused' ? `refused ${errors?.[0]?.code}` : outcome;
      outcomes[what] = (outcomes[what] ?? 0) + 1;
    });
  if (batch > 1) {
    for (let from = 0; from < reports.length; from += batch) {
      const answer = await post(client, reports.slice(from, from + batch));
      took.push(answer.milliseconds);
      count(answer);
    }
  } else {
    let next = 0;
    const lane = async () => {
      while (next < reports.length) {
        const answer = await post(client, reports[next++]);
        took.push(answer.milliseconds);
        count(answer);
      }
    };
    await Promise.all(Array.from({ length: 16 }, lane));
  }
  return { calls: took.length, slowest: rounded(Math.max(...took)), p50: rounded(percentile(took, 0.5)), outcomes };
}

/** Registers schools for the crowd's reporters, as old as the sandbox's own. */
async function prepareRegister(pool, reporters) {
  const schools = reporters.map((number) => ({ number, name: `Skolen ${number}`, type: '1071', municipality: '0751' }));
  await importInstitutions(pool, [...SANDBOX_INSTITUTIONS, ...schools], {
    on: new Date().toISOString().slice(0, 10),
    source: 'sandbox',
  });
  await pool.query('update reference.institutions set valid_from = null where valid_from is not null');
  await pool.query('notify institutions');
  await pause(500);
}

async function openClients(base, reporters) {
  return {
    nord: caller(base, await tokenOf(base, 'sa-nord'), 4),
    crowd: caller(base, await crowdToken(base, { id: 'crowd', reporters }), 32),
    cpr: caller(base, await tokenOf(base, 'cpr'), 2),
    adviser: caller(base, await tokenOf(base, 'adviser-0751'), 2),
  };
}

function moved(person, month) {
  return {
    specversion: '1.0',
    id: `moved-${month}`,
    source: '/systems/cpr/reporters/cpr',
    type: 'dk.ungestatus.residence-changed.v1',
    time: '2026-06-15T06:00:00Z',
    data: { person, from: `2026-0${month}-01`, municipality: '0751' },
  };
}

async function sizesOf(pool, key) {
  const {
    rows: [sizes],
  } = await pool.query(
    `select (select count(*)::int from education_status.spells where person = $1) as rows,
    pg_total_relation_size('education_status.spells') / 1048576 as "spellsMiB",
    (select count(*)::int from feed.parked) as parked,
    (select count(*)::int from log.events where stream = $1) as events`,
    [key],
  );
  return sizes;
}

/**
 * Measures the crowd, then the time until the person's answers include all of it and all readers are done, then a
 * residence change.
 */
async function watchCrowd(pool, { crowd, cpr, adviser }, { person, key, reporters }) {
  const began = performance.now();
  const sent = await sendCrowd(
    crowd,
    crowdOf(given.kind, { person, reporters, count: Number(given.count), client: 'crowd' }),
    Number(given.batch),
  );
  const sendingMs = rounded(performance.now() - began);
  const personShownMs = await untilShown(adviser, key);
  const allReadersMs = await untilReader(pool, [
    'education-status',
    'residence',
    'contact-persons',
    'follow-up-cases',
    'follow-up-policy',
    'missing-reports',
  ]);
  const moving = performance.now();
  const move = await post(cpr, moved(person, 3));
  const moveShownMs = await untilShown(adviser, key, moving);
  const { milliseconds, text } = await adviser.call('GET', `/v1/persons/${key}/timeline`, {
    headers: { 'X-Purpose': 'follow-up' },
  });
  return {
    sendingMs,
    sent,
    personShownMs,
    allReadersMs,
    moveAcceptedMs: rounded(move.milliseconds),
    moveShownMs,
    timeline: { ms: rounded(milliseconds), bytes: text.length },
  };
}

async function measure(pool, service) {
  const reporters = Array.from({ length: Number(given.reporters) }, (_, index) => String(990_801 + index));
  await prepareRegister(pool, reporters);
  const clients = await openClients(service.base, reporters);
  const person = { cpr: numberOf(given.born, 1) };
  await post(
    clients.nord,
    Array.from({ length: OTHERS }, (_, index) => enrolment(index, 7, randomFrom(1))),
  );
  await post(clients.cpr, moved(person, 2));
  const {
    rows: [{ person: key }],
  } = await pool.query('select stream as person from log.events where sender_id = $1', ['moved-2']);
  let over = false;
  const others = probeOthers(clients.nord, pool, () => over);
  const health = probeReadiness(service.base, () => over);
  const watched = await watchCrowd(pool, clients, { person, key, reporters }).finally(() => (over = true));
  const memories = { rssMiB: memory(service.pid, 'VmRSS'), mostMiB: memory(service.pid, 'VmHWM') };
  const seen = {
    ...given,
    ...watched,
    others: await others,
    health: await health,
    ...memories,
    sizes: await sizesOf(pool, key),
  };
  console.log(JSON.stringify(seen));
  const figures = figuresOf(seen);
  for (const figure of figures) console.log(JSON.stringify(figure));
  process.exitCode = figures.every(({ pass }) => pass) ? 0 : 1;
  for (const client of Object.values(clients)) client.close();
}

async function main() {
  const server = await startServer(() => undefined);
  const url = await server.database('crowd');
  const service = await ourService(url, { METRICS_ACCESS: 'open', LOG_LEVEL: 'error' });
  const pool = openPool(url, 3);
  try {
    await measure(pool, service);
  } finally {
    await service.stop();
    await pool.end();
    await server.stop();
  }
}

if (!(given.kind in CROWDS)) throw new Error(`--kind is one of ${Object.keys(CROWDS).join(', ')}`);
await main();
