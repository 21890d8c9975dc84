import type { PoolClient } from 'pg';
import type { RecordedEvent } from '#libs/event-store';
import type { Reader } from '#libs/feed';
import { knownAfter, loadHistories } from '#libs/person-history';
import { type Beliefs, knowledgeChange } from './knowledge.ts';
import { type KnowledgeTable, writeChanges } from './write.ts';

/** A question with a table: what to believe (pure) and where the rows lie. */
export interface KnowledgeProjection extends KnowledgeTable {
  /** The reader's name, e.g. `education-status`. */
  readonly name: string;
  readonly beliefs: Beliefs;
}

/** Follows the log for one projection: the persons of a page are read whole, their new events applied in stream order. */
export function knowledgeReader(projection: KnowledgeProjection): Reader {
  return {
    name: projection.name,
    async apply(client: PoolClient, events: readonly RecordedEvent[]): Promise<void> {
      const spans = versionSpans(events);
      const histories = await loadHistories(client, [...spans.keys()]);
      const changes = histories.map((history) => {
        const span = spans.get(history.person) ?? { from: 1, to: 0 };
        return knowledgeChange(knownAfter(history, span.to), span.from, projection.beliefs);
      });
      await writeChanges(client, projection, changes);
    },
  };
}

/** First and last version of each stream in a page; a stream's events in the feed are in version order without gaps. */
function versionSpans(events: readonly RecordedEvent[]): Map<string, { from: number; to: number }> {
  const spans = new Map<string, { from: number; to: number }>();
  for (const { stream, version } of events) {
    const span = spans.get(stream);
    if (!span) spans.set(stream, { from: version, to: version });
    else if (version === span.to + 1) span.to = version;
    else throw new Error(`the feed gave version ${version} of a stream after ${span.to}`);
  }
  return spans;
}
