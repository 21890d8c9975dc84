import { randomUUID } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import { localDay } from '#libs/calendar';
import { StartupProblem } from '#libs/database';
import type { DoorParts } from '#libs/intake';
import { LOG_CHANNEL } from '#libs/subscriptions';
import { importInstitutions } from '#libs/institutions';
import type { Run } from './run.ts';
import type { Parts } from '../../service/parts.ts';
import { showProgress } from '../progress.ts';
import { findEarlier } from './earlier-run.ts';
import { LogRoad } from './log-road.ts';
import { orderOf } from './order-of.ts';
import { PeopleBook } from './people-book.ts';
import { Tally } from './tally.ts';

const EVENTS_A_PAGE = 10_000;

export interface Written {
  readonly tally: Tally;
  /** Reports of this simulation that were there before. */
  readonly before: number;
  readonly all: number;
  readonly seconds: number;
  readonly stopped: boolean;
}

/**
 * Writes a simulation into the log in order of arrival, each page a transaction; one is on its way while the next is decided.
 * `stop` ends it between pages: what is written stays and the same command goes on from there.
 */
export async function simulateToLog(parts: Parts, run: Run, stop: AbortSignal): Promise<Written> {
  refuseElsewhere(parts);
  const { pool, keyring } = parts;
  await importInstitutions(pool, run.landscape.institutions, { on: localDay(parts.clock.now()), source: 'simulation' });
  await parts.institutions.refresh();
  const order = await orderOf(run, stop);
  const book = new PeopleBook(run.options.persons);
  const before = await findEarlier({ pool, keyring, run, order, book });
  const road = new LogRoad({ door: doorOf(parts), run, order, book, newPersonKey: () => randomUUID() });
  const tally = new Tally();
  const progress = showProgress('Simulating', order.length, 'events');
  const started = performance.now();
  let underway: Promise<void> = Promise.resolve();
  let from = before;
  while (from < order.length && !stop.aborted) {
    const until = Math.min(order.length, from + EVENTS_A_PAGE);
    const page = road.page(from, until);
    await underway;
    underway = road.write(pool, page).then(() => announce(parts));
    // It is awaited before the next page; until then a failure must not count as unheard.
    underway.catch(() => undefined);
    for (const { index, type } of page.entries) tally.add(type, index);
    from = until;
    progress.update(from);
    // The server's answers and Ctrl-C are heard between pages.
    await breathe();
  }
  await underway.finally(() => progress.stop());
  const seconds = (performance.now() - started) / 1_000;
  // Fresh tables without statistics mislead the planner of whatever reads next.
  await pool.query('analyze log.events, person_keys.persons, person_keys.numbers');
  return { tally, before, all: order.length, seconds, stopped: from < order.length };
}

function refuseElsewhere({ config }: Parts): void {
  if (config.mode !== 'sandbox')
    throw new StartupProblem(
      'bad-configuration',
      'Simulated people have synthetic civil numbers, which only a sandbox takes. Start it with UNGESTATUS_MODE=sandbox and a database of its own.',
    );
  if (config.kurrentUrl !== undefined)
    throw new StartupProblem(
      'bad-configuration',
      'The simulation writes into a log in PostgreSQL. With KURRENTDB_URL set, write a file with --to ndjson and send that.',
    );
}

/** The door's own decision works on the door's own parts. */
export function doorOf({ pool, store, keyring, clock, rules, institutions }: Parts): DoorParts {
  return {
    pool,
    store,
    keyring,
    clock,
    rules,
    institutions,
    sandbox: true,
    newId: randomUUID,
    onAppended: () => undefined,
  };
}

/** Tells a service beside that the log has grown. */
async function announce({ pool, beside }: Parts): Promise<void> {
  if (beside) await pool.query(`notify ${LOG_CHANNEL}`);
}
