import { floorLog } from '../contenders/floor-log.js';
import { ourDoor } from '../contenders/our-door.js';
import { ourLog } from '../contenders/our-log.js';
import { personKeys } from '../data/new-events.js';
import { among, race, ratio, summary } from '../protocol/race.js';
import { printSummary } from '../protocol/report.js';

const REACH = { 1: 0.75, 100: 0.6, 1_000: 0.6 };
const EVENTS_A_ROUND = { 1: 4_000, 100: 30_000, 1_000: 40_000 };
const SHORT = { 1: 100, 100: 400, 1_000: 2_000 };

/**
 * P1: the log's append with all checks against the bare insert, at 1, 100 and 1,000 events per call over as many
 * persons.
 */
export async function append({ server, seed, short, passes, flying, scale, say }) {
  const details = [];
  const figures = [];
  for (const size of [1, 100, 1_000]) {
    const count = short ? SHORT[size] : Math.max(size * flying, EVENTS_A_ROUND[size] * scale);
    const given = { size, persons: personKeys(count, seed), seed, flying };
    const makers = [floorLog, ourLog, ourDoor].map((make) => () => make(server, given));
    const results = await among(server, makers, (contenders) => race({ server, contenders, passes, say }));
    const [log, door] = [
      ratio(results, 'ours: log', 'floor: bare unnest insert'),
      ratio(results, 'ours: door', 'floor: bare unnest insert'),
    ];
    const rows = summary(results);
    printSummary(`P1 append, ${size} a call, ${flying} in flight`, 'events/s', rows);
    details.push({ size, log, door, rows });
    const line = { unit: 'of the floor', n: count * (passes - 1), seed };
    figures.push({
      id: `P1-${size}`,
      value: log.median,
      ...line,
      reach: REACH[size],
      pass: short || log.median >= REACH[size],
    });
    figures.push({ id: `P1-${size}-door`, value: door.median, ...line, reach: null, pass: true });
  }
  return { figures, details };
}
