import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { NewEvent } from '#libs/event-store';
import type { NewPerson } from '#libs/persons';

/** A person met, and when: the moment the first report came in. */
export interface MetPerson {
  readonly met: NewPerson;
  readonly at: string;
}

/** An event with its texts as they are hashed, and its chain value. */
export interface LinkedEvent {
  readonly event: NewEvent;
  readonly data: string;
  readonly meta: string;
  readonly chain: Buffer;
}

const EVENTS = `copy log.events (stream, version, event_id, type, data, sealed, occurred_on, registered_at,
  received_at, recorded_at, source, sender_id, reporter, meta, content_hash, chain) from stdin`;
const PERSONS = 'copy person_keys.persons (person, wrapped_key, number_birth_date, created_at) from stdin';
const NUMBERS = 'copy person_keys.numbers (lookup, person, number_sealed) from stdin';

const ROWS_A_CHUNK = 500;

/** The log's own columns by COPY: the database gives position and transaction, its indexes and triggers stand. */
export function copyEventRows(client: ClientBase, events: Iterable<LinkedEvent>): Promise<void> {
  return pipeline(Readable.from(chunksOf(events, eventLine)), client.query(copyFrom(EVENTS)));
}

export async function copyPersons(client: ClientBase, persons: readonly MetPerson[]): Promise<void> {
  if (persons.length === 0) return;
  await pipeline(Readable.from(chunksOf(persons, personLine)), client.query(copyFrom(PERSONS)));
  await pipeline(Readable.from(chunksOf(persons, numberLine)), client.query(copyFrom(NUMBERS)));
}

/** Lines are made as the server takes them: it indexes one chunk while the next is hashed here. */
function* chunksOf<Row>(rows: Iterable<Row>, line: (row: Row) => string): Generator<string> {
  let chunk = '';
  let count = 0;
  for (const row of rows) {
    chunk += line(row);
    count += 1;
    if (count % ROWS_A_CHUNK !== 0) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

function eventLine({ event, data, meta, chain }: LinkedEvent): string {
  const sealed = event.sealed === null ? '\\N' : bytes(event.sealed);
  return (
    `${event.stream}\t${event.version}\t${event.eventId}\t${event.type}\t${escaped(data)}\t${sealed}\t${event.occurredOn}\t` +
    `${event.registeredAt ?? '\\N'}\t${event.receivedAt}\t${event.recordedAt}\t${escaped(event.source)}\t${escaped(event.senderId)}\t` +
    `${event.reporter}\t${escaped(meta)}\t${bytes(event.contentHash)}\t${bytes(chain)}\n`
  );
}

function personLine({ met: { person, wrappedKey, numberBirthDate }, at }: MetPerson): string {
  return `${person}\t${bytes(wrappedKey)}\t${numberBirthDate}\t${at}\n`;
}

function numberLine({ met: { lookup, person, numberSealed } }: MetPerson): string {
  return `${bytes(lookup)}\t${person}\t${bytes(numberSealed)}\n`;
}

/** COPY reads a backslash as the beginning of an escape, so the one of the hex form is written twice. */
function bytes(value: Buffer): string {
  return `\\\\x${value.toString('hex')}`;
}

function escaped(value: string): string {
  return /[\\\t\n\r]/.test(value)
    ? value.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
    : value;
}
