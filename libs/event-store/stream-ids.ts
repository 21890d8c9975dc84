import { v5 as uuidv5 } from 'uuid';

/** The namespace of the ids of reporters' streams (docs/adr/0038). Ids are stored for good: never change it. */
const REPORTERS = '3a7c1f52-8d0e-5b64-a1f3-6c2e9d407b15';

/** Where the version stands in the text of a UUID. */
const VERSION_AT = 14;

/**
 * The id of a reporter's stream, the same in every installation and for every way in: the UUIDv5 of its name, with the
 * version 8.
 */
export function reporterStream(reporter: string): string {
  const id = uuidv5(reporter, REPORTERS);
  return `${id.slice(0, VERSION_AT)}8${id.slice(VERSION_AT + 1)}`;
}

/**
 * Returns true if the stream is a person. Only the ids of other streams are of version 8 (RFC 9562: for one's own use);
 * a person's key is random or, in the sandbox's stories, of version 5.
 */
export function isPersonStream(stream: string): boolean {
  return stream.charAt(VERSION_AT) !== '8';
}

/** The same as an SQL condition; the argument is SQL. */
export const ofPerson = (stream: string): string => `uuid_extract_version(${stream}) is distinct from 8`;
