import { castoreLog } from '../contenders/castore-log.js';
import { emmettLog } from '../contenders/emmett-log.js';
import { messageDbLog } from '../contenders/message-db-log.js';
import { ourLog } from '../contenders/our-log.js';
import { personKeys } from '../data/new-events.js';
import { among, race, ratio, summary } from '../protocol/race.js';
import { printSummary } from '../protocol/report.js';

const REACH = { 1: 1.8, 1_000: 10 };
const EVENTS_A_ROUND = { 1: 4_000, 1_000: 8_000 };
const SHORT = { 1: 100, 1_000: 1_000 };

/** P2: the same events over as many persons against the peers: 1 per call, and a call of 1,000 persons. */
export async function peers({ server, seed, short, passes, flying, scale, say }) {
  const figures = [];
  const details = [];
  for (const size of [1, 1_000]) {
    const count = short ? SHORT[size] : Math.max(size, EVENTS_A_ROUND[size] * scale);
    const given = { size, persons: personKeys(count, seed), seed, flying };
    const makers = [ourLog, emmettLog, castoreLog, messageDbLog].map((make) => () => make(server, given));
    const results = await among(server, makers, (contenders) => race({ server, contenders, passes, say }));
    const rows = summary(results);
    printSummary(`P2 append, ${size} a call, ${flying} in flight`, 'events/s', rows);
    const ratios = Object.fromEntries(
      [...results.keys()].slice(1).map((name) => [name, ratio(results, 'ours: log', name)]),
    );
    details.push({ size, ratios, rows });
    for (const [name, { median }] of Object.entries(ratios)) {
      const id = `P2-${size}${name.startsWith('Emmett') ? '' : `-${name.split(' ')[0].toLowerCase()}`}`;
      const reach = name.startsWith('Emmett') ? REACH[size] : null;
      figures.push({
        id,
        value: median,
        unit: `x ${name}`,
        n: count * (passes - 1),
        seed,
        reach,
        pass: short || reach === null || median >= reach,
      });
    }
  }
  return { figures, details };
}
