import type { Pool } from 'pg';
import { eventIdOf } from '#libs/intake';
import { isInLog } from '#libs/event-store';
import { findPersons, hasPersons, type Keyring } from '#libs/persons';
import { checkedOf } from './as-sent.ts';
import { dayText } from './day-number.ts';
import { lifeOf } from './life.ts';
import { type OrderOfArrival } from './order-of-arrival.ts';
import { civilPerson as personOf } from './civil-person.ts';
import { type Run, SimulationRefused } from './run.ts';
import type { PeopleBook } from './people-book.ts';

interface Persons {
  readonly pool: Pool;
  readonly keyring: Keyring;
}

const PERSONS_A_QUERY = 10_000;

/**
 * Counts the reports of this simulation already in the log, after entering their persons into the book. Pages are
 * written whole and in order, so these are the first ones. 0 if the log has none of its persons.
 * @throws SimulationRefused if another simulation wrote some of its persons: half of each would be meaningless
 */
export async function findEarlier(
  persons: Persons,
  run: Run,
  order: OrderOfArrival,
  book: PeopleBook,
): Promise<number> {
  const { pool } = persons;
  if (!(await hasPersons(pool))) return 0;
  const known = await enterKnown(persons, run, book);
  if (known.size === 0) return 0;
  const written = await countWritten(pool, run, order);
  const theirs = new Set<number>();
  for (let number = 0; number < written; number += 1) theirs.add(order.placeOf(number).index);
  const same = theirs.size === known.size && [...theirs].every((index) => known.has(index));
  if (!same) throw ofAnotherRun(known.size, run);
  return written;
}

/** Enters every person of the run whose civil number the log knows, with key and head. */
async function enterKnown({ pool, keyring }: Persons, run: Run, book: PeopleBook): Promise<Set<number>> {
  const known = new Set<number>();
  for (let first = 0; first < run.options.persons; first += PERSONS_A_QUERY) {
    const lookups = new Map<string, number>();
    const last = Math.min(run.options.persons, first + PERSONS_A_QUERY);
    for (let index = first; index < last; index += 1)
      lookups.set(keyring.lookupOf(personOf(run, index).civilNumber).toString('hex'), index);
    const { byLookup } = await findPersons(pool, keyring, {
      lookups: [...lookups.keys()].map((hex) => Buffer.from(hex, 'hex')),
      keys: [],
    });
    const found: number[] = [];
    for (const [lookup, person] of byLookup) {
      const index = lookups.get(lookup);
      if (index === undefined || person.forgotten) continue;
      book.enter(index, person);
      found.push(index);
      known.add(index);
    }
    if (found.length > 0) await book.rereadHeads(pool, found);
  }
  return known;
}

/** Binary search for the first report that is not in the log. */
async function countWritten(pool: Pool, run: Run, order: OrderOfArrival): Promise<number> {
  let from = 0;
  let before = order.length;
  while (from < before) {
    const middle = (from + before) >>> 1;
    if (await isWritten(pool, run, order.placeOf(middle))) from = middle + 1;
    else before = middle;
  }
  return from;
}

async function isWritten(pool: Pool, run: Run, { index, at }: { index: number; at: number }): Promise<boolean> {
  const life = lifeOf(run, index);
  const sent = life.reports[at];
  if (sent === undefined) return false;
  const { source, senderId } = checkedOf(life, sent);
  return isInLog(pool, eventIdOf(source, senderId));
}

function ofAnotherRun(known: number, run: Run): SimulationRefused {
  return new SimulationRefused(
    `The log already holds ${known} of these people by a simulation with other options (--persons, ` +
      '--years or --until), or by reports of another kind, so nothing was written. ' +
      'Give the same options again to go on where that one stopped, ' +
      `or another --seed than ${run.options.seed} for other people; --until ${dayText(run.until)} may stay.`,
  );
}
