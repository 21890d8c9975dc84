import type { ClientBase, PoolClient } from 'pg';
import { type FeedEntry, isPersonStream } from '#libs/event-store';
import { FeedFault, LONG_STREAM, PoisonEvent, type Reader } from '#libs/subscriptions';
import { isTakenBackSince, knownAfter, knownAt, loadHistories, withoutWithdrawn } from '#libs/persons';
import { finish, finishInTurns, type Steps, Turn } from '#libs/concurrency';
import type { EventType, PersonEvent, PersonHistory } from '#events/person-event';
import { turningPoints } from '#events/standing/turning-points';
import { type BelievedRow, type Beliefs, type Change, knowledgeSteps, knowledgeNow } from './knowledge.ts';
import { findPersonsWithWaiting } from './waiting.query.ts';
import { isCurrent } from './versions.ts';
import { type KnowledgeTable, writeChanges } from './write.ts';

/** A question with a table: its beliefs (pure) and the table of its rows. */
export interface KnowledgeProjection extends KnowledgeTable {
  /** The reader's name, e.g. `education-status`. */
  readonly name: string;
  /** The rule version by which its rows are computed; if undefined, versions are not kept. */
  readonly version?: string;
  /** SQL that counts the differences between two tables' answers known now, by cause: cause, answers, persons. */
  readonly differences?: (live: string, rebuilt: string) => string;
  readonly beliefs: Beliefs;
  /** Which events can change the rows. False is a decision too: a new type does not compile until it is made. */
  readonly caresFor: Readonly<Record<EventType, boolean>>;
  /**
   * The number of events that can change the rows beyond which rows are kept as known now only. Default: LONG_STREAM.
   */
  readonly keepsUpTo?: number;
  /** The persons of these who can have rows at all; missing if all can. Spares loading the histories of the others. */
  readonly onlyOf?: (client: ClientBase, persons: readonly string[]) => Promise<readonly string[]>;
  /** Whether the rows begin with a person's first event, whatever its type, because they depend on the birth date. */
  readonly fromFirstEvent: boolean;
}

/**
 * Follows the log for one projection: loads the whole histories of a page's persons and applies their new events in
 * stream order. Does not load persons for whom the page holds nothing that can change the rows.
 */
export function knowledgeReader(projection: KnowledgeProjection): Reader {
  return {
    name: projection.name,
    parksPersons: true,
    setsAside: ({ stream, version, type }) =>
      isPersonStream(stream) && version > keepsUpTo(projection) && projection.caresFor[type as EventType] !== false,
    async apply(client: PoolClient, events: readonly FeedEntry[], limit?: AbortSignal): Promise<void> {
      if (!(await isCurrent(client, projection))) {
        throw new FeedFault(
          `the rows of ${projection.name} are of another rule version: ` +
            'this worker is older or newer than what they were rebuilt by',
        );
      }
      const waiting = await findPersonsWithWaiting(client, events);
      // An unknown type counts as one that can change the rows: the fold then decides whether they can be computed,
      // instead of skipping it.
      const spans = versionSpans(
        events,
        ({ stream, version, type }) =>
          (projection.fromFirstEvent && version === 1) ||
          projection.caresFor[type as EventType] !== false ||
          waiting.has(stream),
      );
      if (spans.size === 0) return;
      const persons = [...spans.keys()];
      const histories = await loadHistories(client, (await projection.onlyOf?.(client, persons)) ?? persons);
      const changes: Change[] = [];
      const turn = new Turn(limit);
      for (const history of histories) {
        const span = spans.get(history.person) ?? { from: 1, to: 0 };
        changes.push(await finishInTurns(changeSteps(projection, knownAfter(history, span.to), span.from), turn));
        if (turn.isOver) await turn.next();
      }
      await writeChanges(client, projection, changes);
    },
  };
}

/**
 * The rows of a person that the events from `fromVersion` on cause for a projection.
 * @throws the error of the fold for these events; PoisonEvent for a type that this program does not know
 */
export function changeOf(projection: KnowledgeProjection, history: PersonHistory, fromVersion: number): Change {
  return finish(changeSteps(projection, history, fromVersion));
}

/** Computes the same in steps, one for each event that is folded. */
export function* changeSteps(
  projection: KnowledgeProjection,
  history: PersonHistory,
  fromVersion: number,
): Steps<Change> {
  refuseUnknown(projection, history);
  const matters = mattersIn(projection, history);
  const standing = passingOver(projection.beliefs, history);
  // A long stream may have few events that can change the rows: then rows are kept for every state of knowledge.
  if (isLong(projection, history, matters)) return knowledgeNow(history, standing, matters);
  return yield* knowledgeSteps(history, fromVersion, standing, matters);
}

/** Rows as known at a position, folded: the rows that the table holds or, for a long stream, would hold. */
export function beliefsAt(
  projection: KnowledgeProjection,
  history: PersonHistory,
  position: number,
): readonly BelievedRow[] {
  const matters = mattersIn(projection, history);
  const known = knownAt(history, position);
  const count = known.events.findLastIndex(matters) + 1 || Math.min(1, known.events.length);
  return count === 0 ? [] : passingOver(projection.beliefs, history)(knownAfter(history, count));
}

function mattersIn({ caresFor }: KnowledgeProjection, { events }: PersonHistory): (event: PersonEvent) => boolean {
  const turning = turningPoints(events);
  return (event) => caresFor[event.type] || turning.has(event.position);
}

const keepsUpTo = (projection: KnowledgeProjection): number => projection.keepsUpTo ?? LONG_STREAM;

function isLong(
  projection: KnowledgeProjection,
  { events }: PersonHistory,
  matters: (event: PersonEvent) => boolean,
): boolean {
  const most = keepsUpTo(projection);
  return events.length > most && events.reduce((count, event) => count + (matters(event) ? 1 : 0), 0) > most;
}

function refuseUnknown({ caresFor }: KnowledgeProjection, history: PersonHistory): void {
  for (const [index, { type }] of history.events.entries()) {
    if (caresFor[type] === undefined && !isTakenBackSince(history, index + 1)) {
      throw new PoisonEvent('the stream holds an event of a type this program does not know');
    }
  }
}

/**
 * Skips moments that cannot be computed and were later corrected or withdrawn: there the beliefs before them stay. From
 * the withdrawal on, the withdrawn report is left out.
 */
function passingOver(beliefs: Beliefs, history: PersonHistory): Beliefs {
  const standing: Beliefs = (known) => {
    try {
      return beliefs(known);
    } catch (error) {
      const count = known.events.length;
      if (isTakenBackSince(history, count)) return count > 1 ? standing(knownAfter(known, count - 1)) : [];
      const without = withoutWithdrawn(known);
      if (!without) throw error;
      return beliefs(without);
    }
  };
  return standing;
}

type Place = Pick<FeedEntry, 'stream' | 'version' | 'type'>;

/**
 * The first and last version that matters of each stream in a page. A stream's events come in version order without
 * gaps.
 */
function versionSpans<Event extends Place>(
  events: readonly Event[],
  matters: (event: Event) => boolean,
): Map<string, { from: number; to: number }> {
  const seen = new Map<string, number>();
  const spans = new Map<string, { from: number; to: number }>();
  for (const event of events) {
    const { stream, version } = event;
    const last = seen.get(stream);
    if (last !== undefined && version !== last + 1)
      throw new FeedFault(`the feed gave version ${version} of a stream after ${last}`);
    seen.set(stream, version);
    if (!matters(event)) continue;
    const span = spans.get(stream);
    if (span) span.to = version;
    else spans.set(stream, { from: version, to: version });
  }
  return spans;
}
