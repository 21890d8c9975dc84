import { setTimeout as pause } from 'node:timers/promises';
import { emmettRoad } from '../contenders/emmett-road.js';
import { ourRoad } from '../contenders/our-road.js';
import { EVENTS_A_PERSON } from '../data/life.js';
import { enrolment } from '../data/reports.js';
import { BATCH, caller } from '../load/caller.js';
import { ourService, tokenOf } from '../load/our-service.js';
import { visibility } from '../load/visible.js';
import { openPool } from '../protocol/pool.js';
import { randomFrom } from '../protocol/random.js';
import { among, race, ratio, summary } from '../protocol/race.js';
import { printSummary } from '../protocol/report.js';

const EVENTS = 8_000;
const SIZE = 10;
const PERSONS = 20_000;

/**
 * P5: from accepted to visible: how many per second, against Emmett's consumer; and how long at 500 reports a second
 * over HTTP.
 */
export async function visible({ server, seed, short, passes, flying, scale, say }) {
  const persons = Math.ceil((short ? 800 : EVENTS * scale) / EVENTS_A_PERSON);
  const given = { persons, seed, flying, passes };
  const results = await among(server, [() => ourRoad(server, given), () => emmettRoad(server, given)], (contenders) =>
    race({ server, contenders, passes, say }),
  );
  const rows = summary(results);
  printSummary('P5 appended and projected', 'events/s', rows);
  const emmett = ratio(results, 'ours: append and project', 'Emmett 0.42');
  const lost = results.get('Emmett 0.42').map((round) => round.lost);
  say(`  Emmett never delivered ${lost.join(', ')} of ${persons * EVENTS_A_PERSON} events a pass`);
  const latency = await latencyAt500(server, { seed, seconds: short ? 3 : 30, perSecond: short ? 50 : 500 });
  say(`  at ${latency.sentPerSecond} reports/s: ${JSON.stringify(latency)}`);
  const line = { seed };
  return {
    figures: [
      {
        id: 'P5-emmett',
        value: emmett.median,
        unit: 'x Emmett 0.42',
        n: persons * EVENTS_A_PERSON * Math.max(1, passes - 1),
        ...line,
        reach: 10,
        pass: short || emmett.median >= 10,
      },
      {
        id: 'P5-p99',
        value: latency.p99,
        unit: 'ms',
        n: latency.reports,
        ...line,
        reach: 500,
        pass: short || latency.p99 <= 500,
      },
    ],
    details: { emmett, emmettLost: lost, latency, rows },
  };
}

/** Sends reports at a fixed pace through the intake; follows each until the status answers show it. */
async function latencyAt500(server, { seed, seconds, perSecond }) {
  const url = await server.database('ours-visible');
  const service = await ourService(url);
  const { call, close } = caller(service.base, await tokenOf(service.base, 'sa-nord'), 16);
  const pool = openPool(url, 1);
  const random = randomFrom(seed);
  const watched = visibility(pool, 'education-status');
  const underway = [];
  const started = performance.now();
  const batches = (perSecond * seconds) / SIZE;
  for (let sent = 0; sent < batches; sent += 1) {
    const wait = started + (sent * SIZE * 1_000) / perSecond - performance.now();
    if (wait > 0) await pause(wait);
    const body = JSON.stringify(
      Array.from({ length: SIZE }, (_, index) =>
        enrolment((sent * SIZE + index) % PERSONS, Math.floor((sent * SIZE) / PERSONS), random),
      ),
    );
    underway.push(
      call('POST', '/v1/events', { body, type: BATCH }).then(({ text }) => {
        for (const { position } of JSON.parse(text).items) watched.accepted(position);
      }),
    );
  }
  await Promise.all(underway);
  const sentPerSecond = Math.round((batches * SIZE) / ((performance.now() - started) / 1_000));
  const seen = await watched.end();
  close();
  await service.stop();
  await pool.end();
  await server.drop(url);
  if (seen.reports !== batches * SIZE) throw new Error(`${seen.reports} of ${batches * SIZE} reports became visible`);
  return { sentPerSecond, ...seen };
}
