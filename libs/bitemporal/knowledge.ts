import { knownAfter } from '#libs/persons';
import type { Steps } from '#libs/concurrency';
import type { PersonEvent, PersonHistory } from '#events/person-event';

/** Exclusive end of knowledge for rows still believed. */
export const STILL_KNOWN = Number.MAX_SAFE_INTEGER;

/** A row of a projection as believed at one state of knowledge. `key` is unique within the person at that state. */
export interface BelievedRow {
  readonly key: string;
  /**
   * Values of the table's own columns as text, in the projection's order; without person, key and knowledge. May be a
   * getter that computes them on first use: most beliefs stay the same from event to event and are never written.
   */
  readonly columns: readonly (string | null)[];
  /** Whether both have the same columns, if that can be decided without computing them. */
  sameAs?(other: BelievedRow): boolean;
}

/** A belief with the positions between which it was held: `knownFrom` inclusive, `knownTo` exclusive. */
export interface KnownRow extends Pick<BelievedRow, 'key' | 'columns'> {
  readonly person: string;
  readonly knownFrom: number;
  readonly knownTo: number;
}

/** A row that was believed before the new events and no longer is. */
export interface Closing {
  readonly person: string;
  readonly key: string;
  readonly knownTo: number;
}

export interface Change {
  /** The person whose rows are all replaced by those opened. */
  readonly replaced?: string;
  readonly opened: readonly KnownRow[];
  readonly closed: readonly Closing[];
}

/** The rows of a question as a pure function of the known events: the whole meaning of a projection. */
export type Beliefs = (known: PersonHistory) => readonly BelievedRow[];

/** Rows are equal if their columns are equal as text. */
function sameRow(one: BelievedRow, other: BelievedRow): boolean {
  if (one.sameAs) return one.sameAs(other);
  const { columns } = other;
  return one.columns.every((value, index) => value === columns[index]);
}

/**
 * The rows of a long history as known now, without those believed before: one event of thousands may change all of
 * them, so that rows for every state of knowledge would grow with the square. Earlier states are folded from the log on
 * request (`foldUnkept`, docs/adr/0025). The rows' `knownFrom` is the last event that can change them, however the
 * pages were cut.
 */
export function knowledgeNow(
  history: PersonHistory,
  beliefs: Beliefs,
  matters: (event: PersonEvent) => boolean,
): Change {
  const { person, events } = history;
  const place = Math.max(0, events.findLastIndex(matters));
  const last = events[place];
  if (!last) return { opened: [], closed: [] };
  return {
    replaced: person,
    closed: [],
    opened: beliefs(knownAfter(history, place + 1)).map((belief) => new NowRow(person, belief, last.position)),
  };
}

/** Computes the columns when the row is written: thousands at once would block the thread. */
class NowRow implements KnownRow {
  readonly knownTo = STILL_KNOWN;

  constructor(
    readonly person: string,
    private readonly belief: BelievedRow,
    readonly knownFrom: number,
  ) {}

  get key(): string {
    return this.belief.key;
  }

  get columns(): readonly (string | null)[] {
    return this.belief.columns;
  }
}

interface OpenRow {
  readonly belief: BelievedRow;
  readonly knownFrom: number;
  readonly before: boolean;
}

/**
 * The knowledge-time rows that the events from `fromVersion` on cause; one step per event. Rows are never overwritten:
 * a changed row is closed at the event's position and opened anew, so an answer at an earlier position stays as it was.
 */
export function* knowledgeSteps(
  history: PersonHistory,
  fromVersion: number,
  beliefs: Beliefs,
  /** Events that cannot change the rows are skipped. */
  matters: (event: PersonEvent) => boolean = () => true,
): Steps<Change> {
  const { person } = history;
  let open = new Map<string, OpenRow>();
  const start = history.events.findIndex((event) => event.version >= fromVersion);
  if (start > 0) {
    for (const belief of beliefs(knownAfter(history, start))) {
      open.set(belief.key, { belief, knownFrom: 0, before: true });
    }
  }
  const opened: KnownRow[] = [];
  const closed: Closing[] = [];
  const close = (row: OpenRow, knownTo: number) => {
    const { key } = row.belief;
    if (row.before) closed.push({ person, key, knownTo });
    else opened.push({ person, key, columns: row.belief.columns, knownFrom: row.knownFrom, knownTo });
  };
  for (let count = Math.max(start, 0) + 1; start >= 0 && count <= history.events.length; count += 1) {
    const event = history.events[count - 1];
    if (!event || (count > 1 && !matters(event))) continue;
    const { position } = event;
    const next = new Map<string, OpenRow>();
    for (const belief of beliefs(knownAfter(history, count))) {
      const standing = open.get(belief.key);
      if (standing && sameRow(standing.belief, belief)) next.set(belief.key, standing);
      else next.set(belief.key, { belief, knownFrom: position, before: false });
    }
    for (const [key, row] of open) if (next.get(key) !== row) close(row, position);
    open = next;
    yield;
  }
  for (const row of open.values()) if (!row.before) close(row, STILL_KNOWN);
  return { opened, closed };
}
