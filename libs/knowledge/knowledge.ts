import { knownAfter } from '#libs/person-history';
import type { PersonEvent, PersonHistory } from '#events/person-event';

/** Exclusive end of knowledge for rows still believed. */
export const STILL_KNOWN = Number.MAX_SAFE_INTEGER;

/** A row of a projection as believed at one state of knowledge; `key` is unique within the person at that state. */
export interface Belief {
  readonly key: string;
  /** Values of the table's own columns as text, in the projection's order; without person, key and knowledge. */
  readonly columns: readonly (string | null)[];
}

/** A belief with the positions between which it was held: `knownFrom` inclusive, `knownTo` exclusive. */
export interface KnownRow extends Belief {
  readonly person: string;
  readonly knownFrom: number;
  readonly knownTo: number;
}

/** A row believed before the events at hand and not any more. */
export interface Closing {
  readonly person: string;
  readonly key: string;
  readonly knownTo: number;
}

export interface Change {
  readonly opened: readonly KnownRow[];
  readonly closed: readonly Closing[];
}

/** A question's rows as a pure function of what is known: the whole meaning of a projection. */
export type Beliefs = (known: PersonHistory) => readonly Belief[];

/** Rows are the same when their columns read the same; no text of a column holds the separator. */
function textOf({ columns }: Belief): string {
  return columns.join('\u0000');
}

interface OpenRow {
  readonly text: string;
  readonly belief: Belief;
  readonly knownFrom: number;
  readonly before: boolean;
}

/**
 * The knowledge-time rows that the events from `fromVersion` on cause. Rows are never overwritten: what changed is
 * closed at the event's position and opened anew, so an answer at an earlier position stays what it was.
 */
export function knowledgeChange(
  history: PersonHistory,
  fromVersion: number,
  beliefs: Beliefs,
  /** Events that cannot change the rows are passed over. */
  matters: (event: PersonEvent) => boolean = () => true,
): Change {
  const { person } = history;
  let open = new Map<string, OpenRow>();
  const start = history.events.findIndex((event) => event.version >= fromVersion);
  if (start > 0) {
    for (const belief of beliefs(knownAfter(history, start))) {
      open.set(belief.key, { text: textOf(belief), belief, knownFrom: 0, before: true });
    }
  }
  const opened: KnownRow[] = [];
  const closed: Closing[] = [];
  const close = (row: OpenRow, knownTo: number) => {
    if (row.before) closed.push({ person, key: row.belief.key, knownTo });
    else opened.push({ ...row.belief, person, knownFrom: row.knownFrom, knownTo });
  };
  for (let count = Math.max(start, 0) + 1; start >= 0 && count <= history.events.length; count += 1) {
    const event = history.events[count - 1];
    if (!event || (count > 1 && !matters(event))) continue;
    const { position } = event;
    const next = new Map<string, OpenRow>();
    for (const belief of beliefs(knownAfter(history, count))) {
      const text = textOf(belief);
      const standing = open.get(belief.key);
      if (standing?.text === text) next.set(belief.key, standing);
      else next.set(belief.key, { text, belief, knownFrom: position, before: false });
    }
    for (const [key, row] of open) if (next.get(key) !== row) close(row, position);
    open = next;
  }
  for (const row of open.values()) if (!row.before) opened.push({ ...row.belief, person, knownFrom: row.knownFrom, knownTo: STILL_KNOWN });
  return { opened, closed };
}
