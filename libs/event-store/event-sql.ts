import { ofPerson } from './stream-ids.ts';

/** Pieces of SQL that find single events and streams, for statements that join them with another owner's tables. */

/** Right side of a join: the event `e` at a position. */
export const eventAt = (position: string): string => `log.events e on e.position = ${position}`;

/** Right side of a join: the event `e` with an id. */
export const eventWithId = (eventId: string): string => `log.events e on e.event_id = ${eventId}`;

/** Right side of a join: the events `e` of a stream. */
export const eventsOf = (stream: string): string => `log.events e on e.stream = ${stream}`;

/** The time at which the event at a position was recorded. */
export const recordedAt = (position: string): string =>
  `(select recorded_at from log.events where position = ${position})`;

/** The time at which the last event up to a position was recorded. */
export const recordedUpTo = (position: string): string =>
  `(select e.recorded_at from log.events e where e.position <= ${position} order by e.position desc limit 1)`;

/** The position of the last event recorded up to a moment. */
export const positionAt = (time: string): string =>
  `(select e.position from log.events e where e.recorded_at <= ${time}
    order by e.recorded_at desc, e.position desc limit 1)`;

/** The position of the last event of a stream recorded up to a moment. */
export const positionInStreamAt = (stream: string, time: string): string =>
  `(select max(e.position) from log.events e where e.stream = ${stream} and e.recorded_at <= ${time})`;

/** The version of the last event of a stream. */
export const lastVersionOf = (stream: string): string =>
  `(select max(version) from log.events where stream = ${stream})`;

/** Condition: the stream has an event of this version. */
export const hasVersion = (stream: string, version: number): string =>
  `exists (select from log.events where stream = ${stream} and version = ${version})`;

/** Query of the persons whose streams have an event of this version. */
export const streamsWithVersion = (version: number): string =>
  `select stream as person from log.events where version = ${version} and ${ofPerson('stream')}`;

/** Query of the persons with an event between two positions, in either order; the later one is included. */
export const streamsBetween = (one: string, other: string): string =>
  `select distinct stream as person from log.events
    where log.events.position > least(${one}, ${other}) and log.events.position <= greatest(${one}, ${other})
      and ${ofPerson('stream')}`;
