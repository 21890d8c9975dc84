/** Where the version stands in the text of a UUID. */
const VERSION_AT = 14;

/**
 * Returns true if the stream is a person. Only the ids of other streams are of version 8 (RFC 9562: for one's own use);
 * a person's key is random or, in the sandbox's stories, of version 5.
 */
export function isPersonStream(stream: string): boolean {
  return stream.charAt(VERSION_AT) !== '8';
}

/** The same as an SQL condition; the argument is SQL. */
export const ofPerson = (stream: string): string => `uuid_extract_version(${stream}) is distinct from 8`;
