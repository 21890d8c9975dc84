import {
  listParked,
  type Parked,
  type ParkedFilter,
  PARKED_REMEDY,
  type Reader,
  replayParked,
} from '#libs/subscriptions';
import { keepClock } from '../sandbox/clock/kept-clock.ts';
import { readersOf } from '../worker/readers.ts';
import { withParts } from './with-parts.ts';

export interface ReplayChoice extends ParkedFilter {
  readonly all?: boolean;
}

/** Who waits, of which reader, before which event, why and since when. */
export function showParked(): Promise<void> {
  return withParts(async ({ pool }) => {
    const parked = await listParked(pool);
    for (const one of parked) console.log(line(one));
    console.log(
      parked.length === 0 ? 'Nobody is parked.' : `${parked.length} parked. To let them go on, ${PARKED_REMEDY} --all`,
    );
  });
}

/** Tries again for those chosen; exit 1 where somebody waits still. */
export function replayCommand({ all, ...filter }: ReplayChoice): Promise<void> {
  return withParts(async (parts) => {
    if (all !== true && filter.reader === undefined && filter.person === undefined)
      throw new ReplayRefused('Say who: --all, --reader <name> or --person <key>.');
    if (filter.person !== undefined && !UUID.test(filter.person))
      throw new ReplayRefused('--person is the key that npx ungestatus parked shows.');
    // The contact clock goes by the sandbox's day.
    if (parts.config.mode === 'sandbox') await keepClock(parts.pool, parts.clock, console.log);
    // A service that runs learns of new facts by the feed, within its own poll.
    const readers = new Map(
      readersOf({ ...parts, onAppended: () => undefined }).map((reader) => [reader.name, reader]),
    );
    const parked = await listParked(parts.pool, filter);
    let waiting = 0;
    for (const one of parked) waiting += (await replayOne(parts, readers.get(one.reader), one)) ? 0 : 1;
    console.log(`${parked.length - waiting} of ${parked.length} go on, ${waiting} wait still.`);
    if (waiting > 0) process.exitCode = 1;
  });
}

type Parts = Parameters<Parameters<typeof withParts>[0]>[0];

async function replayOne(
  { pool, store, clock }: Parts,
  reader: Reader | undefined,
  { person, reader: name }: Parked,
): Promise<boolean> {
  if (!reader) {
    console.error(`${name} is no reader of this version: its parked persons stay.`);
    return false;
  }
  const done = await replayParked({ pool, store, now: () => clock.now() }, reader, person);
  if (!done?.parked) return true;
  console.error(`waits still: ${line(done.parked)}`);
  return false;
}

function line({ reader, person, position, eventId, eventType, reason, since }: Parked): string {
  return `${reader}: person ${person} since ${since}, before position ${position}, event ${eventId} (${eventType}): ${reason}`;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The person at the keyboard can put it right. */
class ReplayRefused extends Error {
  override readonly name = 'ReplayRefused';
}
