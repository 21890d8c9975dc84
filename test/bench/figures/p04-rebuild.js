import { setTimeout as pause } from 'node:timers/promises';
import { emmettRebuild } from '../contenders/emmett-rebuild.js';
import { floorProjector } from '../contenders/floor-projector.js';
import { floorRows } from '../contenders/floor-rows.js';
import { ourDatabase } from '../contenders/our-log.js';
import { ourRebuild } from '../contenders/our-rebuild.js';
import { fillLog, placeAtEnd } from '../data/fill-log.js';
import { EVENTS_A_PERSON } from '../data/life.js';
import { foreground } from '../load/foreground.js';
import { among, race, ratio, summary } from '../protocol/race.js';
import { printSummary } from '../protocol/report.js';
import { median } from '../protocol/statistics.js';

const EVENTS = 1_000_000;
const SHORT_EVENTS = 4_000;
const EMMETT_EVENTS = 16_000;
const READERS = [
  'education-status',
  'residence',
  'contact-persons',
  'person-identity',
  'follow-up-cases',
  'missing-reports',
];

/** The same questions with no other load. */
async function idleP99(url, seconds) {
  const questions = foreground(url);
  await questions.ready;
  await pause(seconds * 1_000);
  return (await questions.end()).p99;
}

/**
 * P4: the status projection rebuilt while questions go on, against the bare Node projector and Emmett's rebuild; then
 * all projections.
 */
export async function rebuilding({ server, seed, short, passes, flying, scale, say }) {
  const persons = Math.ceil((short ? SHORT_EVENTS : EVENTS * scale) / EVENTS_A_PERSON);
  const events = persons * EVENTS_A_PERSON;
  const url = await server.database('ours-rebuild');
  const database = await ourDatabase(url, flying);
  await fillLog(database.pool, { persons, seed, say });
  await placeAtEnd(database.pool, READERS);
  const emmettPersons = Math.min(persons, (short ? 400 : EMMETT_EVENTS) / EVENTS_A_PERSON);
  const makers = [
    () => floorProjector(url, events),
    () => floorRows(url, events),
    () => ourRebuild(database, url, { name: 'ours: status', names: ['education-status'], events }),
    () => ourRebuild(database, url, { name: 'ours: all projections', names: READERS, events }),
    () => emmettRebuild(server, { persons: emmettPersons, seed, flying }),
  ];
  let idle = 0;
  const results = await among(server, makers, async (contenders) => {
    const raced = await race({ server, contenders, passes, say });
    idle = await idleP99(url, short ? 2 : 10);
    await database.close();
    return raced;
  });
  const rows = summary(results);
  printSummary(`P4 rebuild of ${events} events`, 'events/s', rows);
  return figuresOf({ results, rows, idle, events, seed, short, passes });
}

function figuresOf({ results, rows, idle, events, seed, short, passes }) {
  const floor = ratio(results, 'ours: status', 'floor: bare Node projector');
  const sameRows = ratio(results, 'ours: status', 'floor: the same rows');
  const emmett = ratio(results, 'ours: status', 'Emmett 0.42 rebuild');
  const rate = (name) => Math.round(median(results.get(name).map((round) => round.rate)));
  const p99 = Math.max(...results.get('ours: status').map(({ foreground: { p99: slowest } }) => slowest));
  const line = (id, value, unit, reach, pass) => ({
    id,
    value,
    unit,
    n: events * Math.max(1, passes - 1),
    seed,
    reach,
    pass: short || pass,
  });
  return {
    figures: [
      line('P4-emmett', emmett.median, 'x Emmett 0.42', 30, emmett.median >= 30),
      line('P4-floor', floor.median, 'of the floor', 0.5, floor.median >= 0.5),
      line('P4-rows', sameRows.median, 'of getting the same rows in', null, true),
      line('P4-rate', rate('ours: status'), 'events/s', 15_000, rate('ours: status') >= 15_000),
      line('P4-all', rate('ours: all projections'), 'events/s', null, true),
      line('P4-foreground', Math.round((p99 / idle) * 100) / 100, 'x idle p99', 3, p99 < 3 * idle),
    ],
    details: { floor, sameRows, emmett, idleP99: idle, worstP99: p99, rows },
  };
}
