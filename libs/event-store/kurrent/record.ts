import type { ChainedEvent } from '../append.ts';
import type { NewEvent } from '../event.ts';
import type { KurrentEvent, KurrentRecorded } from './client.ts';

/** A record in a person's stream that this program did not write, or that has another form. */
export class Unreadable extends Error {
  constructor(why: string) {
    super(`a record of KurrentDB cannot be read: ${why}`);
  }
}

/**
 * The record's id in KurrentDB: derived from the chain value, so from the whole event. The server treats an id that it
 * has at the expected place as a repetition, whatever the content; with this id, "stored" can only mean exactly this
 * event. UUID version 8 (RFC 9562).
 */
export function recordIdOf(chain: Buffer): string {
  const bytes = Buffer.from(chain.subarray(0, 16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Open data as data, everything else as metadata in strings; sealed data stays sealed. */
export function toKurrentEvent({ event, metaText, chain }: ChainedEvent): KurrentEvent {
  return {
    id: recordIdOf(chain),
    type: event.type,
    contentType: 'application/json',
    data: event.data,
    metadata: {
      eventId: event.eventId,
      version: String(event.version),
      occurredOn: event.occurredOn,
      receivedAt: event.receivedAt,
      recordedAt: event.recordedAt,
      source: event.source,
      senderId: event.senderId,
      reporter: event.reporter,
      meta: metaText,
      contentHash: event.contentHash.toString('base64'),
      chain: chain.toString('base64'),
      ...(event.registeredAt === null ? {} : { registeredAt: event.registeredAt }),
      ...(event.sealed === null ? {} : { sealed: event.sealed.toString('base64') }),
    },
  };
}

/** Ignores unknown metadata, since the server adds its own (`$schema.…`). @throws Unreadable */
export function fromKurrentRecord(prefix: string, recorded: KurrentRecorded): ChainedEvent {
  const metadata = (recorded.metadata ?? {}) as Readonly<Record<string, unknown>>;
  const text = (name: string): string => {
    const value = metadata[name];
    if (typeof value !== 'string') throw new Unreadable(`${name} is missing`);
    return value;
  };
  const optional = (name: string): string | null => (typeof metadata[name] === 'string' ? metadata[name] : null);
  const version = Number(recorded.revision) + 1;
  if (text('version') !== String(version)) throw new Unreadable('its version is not its place in the stream');
  const sealed = optional('sealed');
  const event: NewEvent = {
    stream: personOf(prefix, recorded.streamId),
    version,
    eventId: text('eventId'),
    type: recorded.type,
    data: jsonObject(recorded.data),
    sealed: sealed === null ? null : Buffer.from(sealed, 'base64'),
    occurredOn: text('occurredOn'),
    registeredAt: optional('registeredAt'),
    receivedAt: text('receivedAt'),
    recordedAt: text('recordedAt'),
    source: text('source'),
    senderId: text('senderId'),
    reporter: text('reporter'),
    meta: jsonObject(text('meta')),
    contentHash: Buffer.from(text('contentHash'), 'base64'),
  };
  return {
    event,
    dataText: JSON.stringify(event.data),
    metaText: text('meta'),
    chain: Buffer.from(text('chain'), 'base64'),
  };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function personOf(prefix: string, streamId: string): string {
  const person = streamId.startsWith(prefix) ? streamId.slice(prefix.length) : '';
  if (!UUID.test(person)) throw new Unreadable('its stream is not a person');
  return person;
}

/** The client has already parsed the data if the server marks it as JSON; otherwise it is bytes or text. */
function jsonObject(data: unknown): object {
  try {
    const value: unknown =
      typeof data === 'string'
        ? JSON.parse(data)
        : data instanceof Uint8Array
          ? JSON.parse(Buffer.from(data).toString('utf8'))
          : data;
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    throw new Unreadable('its data is not JSON');
  }
  throw new Unreadable('its data is not an object');
}
