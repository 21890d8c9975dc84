import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { connectDatabase } from '../product.js';
import { civilNumberOf, cloudEvent, enrolment } from '../data/reports.js';
import { BATCH, caller, SINGLE } from '../load/caller.js';
import { ourService, tokenOf } from '../load/our-service.js';
import { visibility } from '../load/visible.js';
import { randomFrom } from '../protocol/random.js';
import { percentile, rounded } from '../protocol/statistics.js';

const BATCH_SIZE = 5_000;
const SENDERS = 8;
const SECONDS = 30;
const GAP_MILLISECONDS = 50;
/** The other persons are numbered far from those of the flood. */
const FIRST_OTHER = 4_000_000;
const OTHERS = 50;
const MOST_MILLISECONDS = 250;
/** The default limits of a service: this is the one figure that measures them. */
const LIMITS = { LIMIT_REPORTS: '300000/60', LIMIT_BATCHES_AT_ONCE: '4', LIMIT_QUESTIONS: '20000/10' };

function riskOf(number) {
  const person = FIRST_OTHER + (number % OTHERS);
  const data = {
    person: { cpr: civilNumberOf(person) },
    enrolmentId: `E-${person}-0`,
    assessedOn: '2026-06-15',
    level: number % 2 === 0 ? 'red' : 'green',
    assessor: 'Bo Vejleder',
  };
  return JSON.stringify(cloudEvent('dropout-risk-reported', `risk-${number}`, data));
}

/** The flood's client belongs to another system: its enrolments are those of no other client. */
function enrolmentOfFlood(person) {
  const data = {
    person: { cpr: civilNumberOf(person) },
    enrolmentId: `F-${person}`,
    institution: '990610',
    education: { system: 'cosa', code: '1920' },
    startsOn: '2025-08-11',
    kind: 'vocational',
  };
  return cloudEvent('enrolment-registered', `flood-${person}`, data, { client: 'sa-syd', reporter: '990610' });
}

/** Sends a risk report and a status question in turn until `isOver`. */
async function othersUntil(isOver, { reporter, adviser, key, pool, from }) {
  const watched = visibility(pool, 'education-status');
  const times = { risk: [], status: [] };
  for (let number = from; !isOver(); number += 1) {
    const sent = performance.now();
    const risk = await reporter.call('POST', '/v1/events', { body: riskOf(number), type: SINGLE });
    if (risk.status !== 202) throw new Error(`a risk report was answered ${risk.status}: ${risk.text.slice(0, 300)}`);
    times.risk.push(risk.milliseconds);
    watched.accepted(JSON.parse(risk.text).items[0].position, sent);
    const status = await adviser.call('GET', `/v1/persons/${key}/status`, { headers: { 'X-Purpose': 'follow-up' } });
    if (status.status !== 200) throw new Error(`a question was answered ${status.status}`);
    times.status.push(status.milliseconds);
    await pause(GAP_MILLISECONDS);
  }
  const p99 = (some) => rounded(percentile(some, 0.99));
  return { risk: p99(times.risk), status: p99(times.status), visible: await watched.end(), calls: times.risk.length };
}

/** Eight senders of one client, each with its next batch as soon as the last one is answered. */
async function floodFor(base, token, { milliseconds, batches }) {
  const until = performance.now() + milliseconds;
  const told = { taken: 0, refused: 0, withoutRetryAfter: 0 };
  const send = async (lane) => {
    for (let round = lane; performance.now() < until; round += SENDERS) {
      const headers = { Authorization: `Bearer ${token}`, 'Content-Type': BATCH, 'Content-Encoding': 'gzip' };
      const answer = await fetch(`${base}/v1/events`, {
        method: 'POST',
        headers,
        body: batches[round % batches.length],
      });
      await answer.arrayBuffer();
      if (answer.status === 202) told.taken += 1;
      else if (answer.status === 429) told.refused += 1;
      else throw new Error(`a batch was answered ${answer.status}`);
      if (answer.status === 429 && !(Number(answer.headers.get('retry-after')) >= 1)) told.withoutRetryAfter += 1;
      if (answer.status === 429) await pause(100);
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, (_, lane) => send(lane)));
  return told;
}

/** Prepares the others' person, resident in the adviser's municipality. */
async function prepare(base, random) {
  const reporter = caller(base, await tokenOf(base, 'sa-nord'), 2);
  const register = caller(base, await tokenOf(base, 'cpr'), 1);
  const adviser = caller(base, await tokenOf(base, 'adviser-0751'), 2);
  const cpr = civilNumberOf(FIRST_OTHER);
  await reporter.call('POST', '/v1/events', {
    type: BATCH,
    body: JSON.stringify(Array.from({ length: OTHERS }, (_, person) => enrolment(FIRST_OTHER + person, 0, random))),
  });
  const moved = {
    specversion: '1.0',
    id: 'moved',
    source: '/systems/cpr/reporters/cpr',
    type: 'dk.ungestatus.residence-changed.v1',
    time: '2026-01-05T08:00:00Z',
    data: { person: { cpr }, municipality: '0751', from: '2026-01-01' },
  };
  const { status } = await register.call('POST', '/v1/events', { type: SINGLE, body: JSON.stringify(moved) });
  if (status !== 202) throw new Error(`the residence was answered ${status}`);
  for (let tries = 0; tries < 100; tries += 1) {
    const found = await adviser.call('POST', '/v1/persons/lookup', {
      type: 'application/json',
      body: JSON.stringify({ cpr }),
      headers: { 'X-Purpose': 'follow-up' },
    });
    if (found.status === 200) return { reporter, adviser, key: JSON.parse(found.text).key };
    await pause(100);
  }
  throw new Error('the person was not found');
}

/** P20: how long others wait while one client floods the intake, compared with an idle service. */
export async function flooded({ server, seed, short, say }) {
  const random = randomFrom(seed);
  const url = await server.database('P20 product');
  const service = await ourService(url, LIMITS);
  const database = await connectDatabase({ url, applicationName: 'bench', poolSize: 2 });
  try {
    const others = { ...(await prepare(service.base, random)), pool: database.pool };
    const batches = Array.from({ length: short ? 2 : 40 }, (_, round) =>
      gzipSync(
        JSON.stringify(Array.from({ length: BATCH_SIZE }, (_one, at) => enrolmentOfFlood(round * BATCH_SIZE + at))),
      ),
    );
    const milliseconds = (short ? 2 : SECONDS) * 1_000;
    const end = performance.now() + milliseconds / 3;
    const idle = await othersUntil(() => performance.now() > end, { ...others, from: 0 });
    let over = false;
    const flood = floodFor(service.base, await tokenOf(service.base, 'sa-syd'), { milliseconds, batches }).finally(
      () => (over = true),
    );
    const [told, busy] = await Promise.all([flood, othersUntil(() => over, { ...others, from: 1_000_000 })]);
    say(`  idle: ${JSON.stringify(idle)}\n  flooded: ${JSON.stringify(busy)}\n  flood: ${JSON.stringify(told)}`);
    others.reporter.close();
    others.adviser.close();
    return figuresOf({ idle, busy, told, seed, short });
  } finally {
    await database.close();
    await service.stop();
    await server.drop(url);
  }
}

function figuresOf({ idle, busy, told, seed, short }) {
  const line = (id, value, unit, reach, pass) => ({ id, value, unit, n: busy.calls, seed, reach, pass: short || pass });
  return {
    figures: [
      line('P20-risk', busy.risk, 'ms', MOST_MILLISECONDS, busy.risk <= MOST_MILLISECONDS),
      line('P20-risk-ratio', rounded(busy.risk / idle.risk), 'x idle', 10, busy.risk <= 10 * idle.risk),
      line('P20-status', busy.status, 'ms', MOST_MILLISECONDS, busy.status <= MOST_MILLISECONDS),
      line('P20-visible', busy.visible.p99, 'ms', 5_000, busy.visible.p99 <= 5_000),
      line(
        'P20-told',
        told.withoutRetryAfter,
        '429 without Retry-After',
        0,
        told.refused > 0 && told.withoutRetryAfter === 0,
      ),
    ],
    details: { idle, busy, told },
  };
}
