import type { PoolClient } from 'pg';
import type { FeedEntry } from '#libs/event-store';
import type { Reader } from '#libs/feed';
import { knownAfter, loadHistories } from '#libs/person-history';
import type { EventType, PersonHistory } from '#events/person-event';
import { type Beliefs, type Change, knowledgeChange } from './knowledge.ts';
import { type KnowledgeTable, writeChanges } from './write.ts';

/** A question with a table: what to believe (pure) and where the rows lie. */
export interface KnowledgeProjection extends KnowledgeTable {
  /** The reader's name, e.g. `education-status`. */
  readonly name: string;
  readonly beliefs: Beliefs;
  /** Which events can change the rows. Not caring is a decision too: a new type does not compile until it is made. */
  readonly caresFor: Readonly<Record<EventType, boolean>>;
  /** There are rows from a person's first event on, whatever it is: from the birth date. */
  readonly fromFirstEvent: boolean;
}

/**
 * Follows the log for one projection: the persons of a page are read whole, their new events applied in stream order.
 * Persons of whom the page holds nothing that can change the rows are not read at all.
 */
export function knowledgeReader(projection: KnowledgeProjection): Reader {
  return {
    name: projection.name,
    async apply(client: PoolClient, events: readonly FeedEntry[]): Promise<void> {
      const spans = versionSpans(events, (event) => (projection.fromFirstEvent && event.version === 1) || projection.caresFor[event.type as EventType]);
      if (spans.size === 0) return;
      const histories = await loadHistories(client, [...spans.keys()]);
      const changes = histories.map((history) => {
        const span = spans.get(history.person) ?? { from: 1, to: 0 };
        return changeOf(projection, knownAfter(history, span.to), span.from);
      });
      await writeChanges(client, projection, changes);
    },
  };
}

/** The rows of a person that the events from `fromVersion` on cause for a projection. */
export function changeOf({ beliefs, caresFor }: KnowledgeProjection, history: PersonHistory, fromVersion: number): Change {
  return knowledgeChange(history, fromVersion, beliefs, (event) => caresFor[event.type]);
}

type Place = Pick<FeedEntry, 'stream' | 'version' | 'type'>;

/** First and last version that matters of each stream in a page; a stream's events come in version order without gaps. */
function versionSpans<Event extends Place>(events: readonly Event[], matters: (event: Event) => boolean): Map<string, { from: number; to: number }> {
  const seen = new Map<string, number>();
  const spans = new Map<string, { from: number; to: number }>();
  for (const event of events) {
    const { stream, version } = event;
    const last = seen.get(stream);
    if (last !== undefined && version !== last + 1) throw new Error(`the feed gave version ${version} of a stream after ${last}`);
    seen.set(stream, version);
    if (!matters(event)) continue;
    const span = spans.get(stream);
    if (span) span.to = version;
    else spans.set(stream, { from: version, to: version });
  }
  return spans;
}
