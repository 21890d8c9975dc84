import type { ClientBase, Pool } from 'pg';
import { type FeedPlace, isPersonStream, ofPerson, type RecordedEvent } from '#libs/event-store';
import { PoisonEvent } from '#libs/subscriptions';
import { isPlainObject } from '#libs/validation';
import { upcast } from '#events/reading/upcast';
import type { EventType, PersonEvent, PersonHistory } from '#events/person-event';

type Meta = Pick<PersonEvent, 'standing' | 'waitsFor' | 'warnings'>;

/**
 * Converts a stored event to the catalogue's union, in the present version of its type. Data that is no JSON object
 * becomes an empty one: the intake must still accept the withdrawal of such an event.
 */
export function toPersonEvent(event: Omit<RecordedEvent, 'chain'>): PersonEvent {
  const { standing, waitsFor, warnings } = event.meta as Meta;
  const readable = isPlainObject(event.data) ? upcast(event) : { ...event, data: {} };
  const lifted = {
    ...readable,
    ...(standing === 'waiting' ? { standing, waitsFor } : {}),
    ...(warnings === undefined ? {} : { warnings }),
  };
  return lifted as unknown as PersonEvent & { type: EventType };
}

/** The columns with meaning; hashes and sealed fields stay in the log. */
const EVENT_COLUMNS = `stream, version, position, event_id, type, data::text as data, occurred_on, registered_at,
  received_at, recorded_at, source, sender_id, reporter,
  case when meta ->> 'standing' = 'waiting' then coalesce(meta ->> 'waitsFor', '[]') end as waits_for,
  meta ->> 'warnings' as warnings`;
/**
 * A subquery: for a join the planner reads all persons, page after page, until a fresh table has its first statistics.
 */
const BIRTH_DATE = {
  subquery: '(select number_birth_date from person_keys.persons where person = stream)',
  column: 'number_birth_date',
};

interface EventRow {
  stream: string;
  version: number;
  position: number;
  event_id: string;
  type: EventType;
  data: string;
  occurred_on: string;
  registered_at: string | null;
  received_at: string;
  recorded_at: string;
  source: string;
  sender_id: string;
  reporter: string;
  /** Null if the event has standing. */
  waits_for: string | null;
  /** Null if its receipt has no warnings. */
  warnings: string | null;
}

interface HistoryRow extends EventRow {
  number_birth_date: string;
}

/**
 * Loads whole histories, a person's events in stream order; persons without events and streams that are no persons
 * are left out. A birth date is read once per person.
 */
export async function loadHistories(client: Pool | ClientBase, persons: readonly string[]): Promise<PersonHistory[]> {
  // Not a prepared statement: a plan made while the log was short reads all of it, and is kept until the next
  // statistics.
  const { rows } = await client.query<HistoryRow>(
    `select ${EVENT_COLUMNS}, case when version = 1 then ${BIRTH_DATE.subquery} end as ${BIRTH_DATE.column}
      from log.events
      where stream = any($1::uuid[]) order by stream, version`,
    [persons.filter(isPersonStream)],
  );
  return groupByPerson(rows, (row) => row.number_birth_date);
}

/** The reports of these reporters about these persons, as known at a position, without the rest of their histories. */
export async function loadOwnReports(
  client: Pool | ClientBase,
  reporters: readonly string[],
  persons: readonly string[],
  position: number,
): Promise<PersonHistory[]> {
  const { rows } = await client.query<HistoryRow>(
    `select ${EVENT_COLUMNS}, ${BIRTH_DATE.subquery} as ${BIRTH_DATE.column} from log.events
     where stream = any($1::uuid[]) and reporter = any($2) and position <= $3 order by stream, version`,
    [persons, reporters, position],
  );
  return groupByPerson(rows, (row) => row.number_birth_date);
}

/**
 * The persons for whom these reporters registered an enrolment, as known at a position, in pages in the order of their
 * keys. Memory does not grow with the institution.
 */
export async function* personsRegisteredBy(
  client: Pool | ClientBase,
  reporters: readonly string[],
  position: number,
  pageSize = PERSONS_A_PAGE,
): AsyncGenerator<string[]> {
  let after = FIRST_KEY;
  for (;;) {
    const { rows } = await client.query<{ person: string }>(
      `select distinct stream as person from log.events
       where reporter = any($1) and type = 'enrolment-registered.v1' and stream > $2 and position <= $3
       order by stream limit $4`,
      [reporters, after, position, pageSize],
    );
    const last = rows.at(-1)?.person;
    if (last === undefined) return;
    yield rows.map(({ person }) => person);
    after = last;
  }
}

/** Persons per page: the writes of one page fit into the socket's buffer while the next is folded. */
const PERSONS_A_PAGE = 250;
const FIRST_KEY = '00000000-0000-0000-0000-000000000000';

/**
 * The histories of all persons up to a place in commit order, in pages of whole persons. Memory does not grow with the
 * log. The next page is read while one is in use.
 */
export async function* allHistories(
  pool: Pool,
  upTo: FeedPlace,
  pageSize = PERSONS_A_PAGE,
): AsyncGenerator<PersonHistory[]> {
  const pages = historyPages(pool, upTo, pageSize);
  let coming = pages.next();
  for (;;) {
    const { value, done } = await coming;
    if (done) return;
    coming = pages.next();
    // The promise is awaited in the next round. If the caller stops before, its failure is ignored.
    coming.catch(() => undefined);
    yield value;
  }
}

async function* historyPages(
  pool: Pool,
  upTo: FeedPlace,
  pageSize: number,
): AsyncGenerator<PersonHistory[], undefined> {
  let after = FIRST_KEY;
  for (;;) {
    // Reads the end of the page once: new persons would move it in the meantime, and a person would be returned twice.
    const { rows: persons } = await pool.query<{ person: string; number_birth_date: string }>({
      name: 'page-of-persons',
      text: 'select person, number_birth_date from person_keys.persons where person > $1 order by person limit $2',
      values: [after, pageSize],
    });
    const last = persons.at(-1)?.person;
    if (last === undefined) return undefined;
    const { rows } = await pool.query<EventRow>({
      name: 'page-of-histories',
      text: `select ${EVENT_COLUMNS} from log.events
        where stream > $1 and stream <= $2 and (xid, position) <= ($3::xid8, $4::bigint) and ${ofPerson('stream')}
        order by stream, version`,
      values: [after, last, upTo.xid, upTo.position],
    });
    const birthDates = new Map(persons.map((row) => [row.person, row.number_birth_date]));
    yield groupByPerson(rows, (row) => birthDates.get(row.stream) ?? '');
    after = last;
  }
}

function groupByPerson<Row extends EventRow>(rows: readonly Row[], birthDateOf: (row: Row) => string): PersonHistory[] {
  const histories: { person: string; numberBirthDate: string; events: PersonEvent[] }[] = [];
  for (const row of rows) {
    let current = histories.at(-1);
    if (current?.person !== row.stream) {
      current = { person: row.stream, numberBirthDate: birthDateOf(row), events: [] };
      histories.push(current);
    }
    current.events.push(toEvent(row));
  }
  return histories;
}

/**
 * Copies field by field: this runs for every event of every person whom an event touches. With a spread in front of the
 * other fields it took 30 times as long, a tenth of the intake's rate beside the worker (Node 20, docs/performance.md).
 */
function toEvent(row: EventRow): PersonEvent {
  const stored = readData(row.data);
  if (stored === undefined) return unreadable(row);
  const { type, data } = upcast({ type: row.type, data: stored });
  return {
    type,
    data,
    position: row.position,
    stream: row.stream,
    version: row.version,
    eventId: row.event_id,
    source: row.source,
    senderId: row.sender_id,
    reporter: row.reporter,
    occurredOn: row.occurred_on,
    registeredAt: row.registered_at,
    receivedAt: row.received_at,
    recordedAt: row.recorded_at,
    ...(row.waits_for === null ? {} : { standing: 'waiting', waitsFor: JSON.parse(row.waits_for) as unknown }),
    ...(row.warnings === null ? {} : { warnings: JSON.parse(row.warnings) as unknown }),
  } as PersonEvent;
}

/** @returns undefined if the text is no JSON object */
function readData(text: string): object | undefined {
  try {
    const data: unknown = JSON.parse(text);
    return typeof data === 'object' && data !== null && !Array.isArray(data) ? data : undefined;
  } catch {
    return undefined;
  }
}

/**
 * An event whose data throws when it is read: other persons of the page, and code that does not read the data, are not
 * affected.
 */
function unreadable(row: EventRow): PersonEvent {
  const event = toEvent({ ...row, data: '{}' });
  return Object.defineProperty(event, 'data', {
    enumerable: true,
    get: () => {
      throw new PoisonEvent('the data of an event of the stream is no JSON object');
    },
  });
}

/** The history after the first `count` events. */
export function knownAfter(history: PersonHistory, count: number): PersonHistory {
  return { ...history, events: history.events.slice(0, count) };
}

/** The history as known at a log position. */
export function knownAt(history: PersonHistory, position: number): PersonHistory {
  return { ...history, events: history.events.filter((event) => event.position <= position) };
}
