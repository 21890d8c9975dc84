import { knownAfter } from '#libs/person-history';
import type { PersonHistory } from '#events/person-event';

/** Exclusive end of knowledge for rows still believed. */
export const STILL_KNOWN = Number.MAX_SAFE_INTEGER;

/** A row of a projection as believed at one state of knowledge; `key` is unique within the person at that state. */
export interface Belief {
  readonly key: string;
  /** Flat column values of the projection's table, without person and knowledge columns. */
  readonly columns: Readonly<Record<string, unknown>>;
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
export function knowledgeChange(history: PersonHistory, fromVersion: number, beliefs: Beliefs): Change {
  const { person } = history;
  let open = new Map<string, OpenRow>();
  const start = history.events.findIndex((event) => event.version >= fromVersion);
  if (start > 0) {
    for (const belief of beliefs(knownAfter(history, start))) {
      open.set(belief.key, { text: JSON.stringify(belief.columns), belief, knownFrom: 0, before: true });
    }
  }
  const opened: KnownRow[] = [];
  const closed: Closing[] = [];
  const close = (row: OpenRow, knownTo: number) => {
    if (row.before) closed.push({ person, key: row.belief.key, knownTo });
    else opened.push({ ...row.belief, person, knownFrom: row.knownFrom, knownTo });
  };
  for (let count = Math.max(start, 0) + 1; start >= 0 && count <= history.events.length; count += 1) {
    const position = history.events[count - 1]?.position ?? 0;
    const next = new Map<string, OpenRow>();
    for (const belief of beliefs(knownAfter(history, count))) {
      const text = JSON.stringify(belief.columns);
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
