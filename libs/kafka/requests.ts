import type { OutgoingMessage } from './broker.ts';

/** The messages of one partition in a request are one record batch, which a broker accepts up to 1 MiB by default. */
const MOST_BYTES = 900_000;
/** A generous estimate of a message's bytes besides its texts. */
const ENVELOPE_BYTES = 100;

/**
 * Divides messages into requests, in order, so that no partition gets more than a broker accepts at once; a larger
 * message goes alone.
 */
export function requestsOf(messages: readonly OutgoingMessage[], mostBytes = MOST_BYTES): OutgoingMessage[][] {
  const requests: OutgoingMessage[][] = [];
  let request: OutgoingMessage[] = [];
  let sizes = new Map<string, number>();
  for (const message of messages) {
    const place = `${message.topic}/${message.partition}`;
    const size = (sizes.get(place) ?? 0) + bytesOf(message);
    if (size > mostBytes && sizes.has(place)) {
      requests.push(request);
      request = [];
      sizes = new Map();
    }
    request.push(message);
    sizes.set(place, (sizes.get(place) ?? 0) + bytesOf(message));
  }
  return request.length === 0 ? requests : [...requests, request];
}

/** The approximate size of a message on the wire. */
export function bytesOf({ key, value, headers }: OutgoingMessage): number {
  const texts = Object.entries(headers).reduce((sum, [name, text]) => sum + name.length + text.length + 10, 0);
  return Buffer.byteLength(value) + (key?.length ?? 0) + texts + ENVELOPE_BYTES;
}
