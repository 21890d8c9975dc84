/**
 * Pieces of SQL for statements that must read the log in one snapshot with tables of another owner. Arguments are SQL;
 * conditions name the event `e`.
 */

/** A place of the log, as SQL. */
export interface PlaceSql {
  readonly xid: string;
  readonly position: string;
}

/** Condition: the event lies after the place. */
export const isAfter = ({ xid, position }: PlaceSql): string => `(e.xid, e.position) > (${xid}, ${position})`;

/** Condition: the event lies at or before the place. */
const isUpTo = ({ xid, position }: PlaceSql): string => `(e.xid, e.position) <= (${xid}, ${position})`;

/** Condition: the log holds an event after the place for which the other condition is true. */
export const hasEventAfter = (place: PlaceSql, condition: string): string =>
  `exists (select from log.events e where ${isAfter(place)} and ${condition})`;

/** Condition: the log holds an event after the place that can be read: no open transaction can add one before it. */
export const hasReadableAfter = (place: PlaceSql): string => hasEventAfter(place, 'e.xid < log.horizon()');

/** Relation of the events after the place, a simple subquery that PostgreSQL joins like the table. */
export const eventsAfter = (place: PlaceSql): string => `(select * from log.events e where ${isAfter(place)})`;

/** Relation with the time at which the next event after the place was recorded; empty at the end of the log. */
export const nextRecorded = (place: PlaceSql): string =>
  `(select e.recorded_at from log.events e where ${isAfter(place)} order by e.xid, e.position limit 1)`;

/** Relation with the place of the last event in commit order. */
export const LAST_PLACE = '(select xid, position from log.events order by xid desc, position desc limit 1)';

/** Relation with the last place in commit order, of the events up to a position. */
export const lastPlaceUpTo = (position: string): string =>
  `(select xid, position from log.events where position <= ${position} order by xid desc, position desc limit 1)`;

/** Relation with the place itself; empty if the log holds no event there. */
export const placeIfHeld = ({ xid, position }: PlaceSql): string =>
  `(select xid, position from log.events where xid = ${xid} and position = ${position})`;

/** The highest position of the log; null if it is empty. */
export const HIGHEST_POSITION = '(select max(position) as position from log.events)';

/**
 * A place as a position: before the first event after it. If transactions crossed, some later events lie before the
 * place, and their position is still higher. Reads the index in commit order, not the whole log.
 */
export const safePosition = ({ xid, position }: PlaceSql): string =>
  `coalesce(
    (select min(position) - 1 from (select position from log.events
      where (log.events.xid, log.events.position) > (${xid}, ${position}) offset 0) waiting),
    (select max(position) from log.events), 0)`;

const ENTRY = 'e.position, e.event_id as "eventId", e.stream, e.version, e.type';

/** Query of the entries after one place up to another for which the condition is true, in commit order. */
export const entriesBetween = (from: PlaceSql, to: PlaceSql, condition: string): string =>
  `select ${ENTRY} from log.events e where ${isAfter(from)} and ${isUpTo(to)} and ${condition}
   order by e.xid, e.position`;

/** Query of the entries of a stream from a version on for which the condition is true, in their order. */
export const entriesOf = (stream: string, fromVersion: string, condition: string): string =>
  `select ${ENTRY} from log.events e where e.stream = ${stream} and e.version >= ${fromVersion} and ${condition}
   order by e.version`;
