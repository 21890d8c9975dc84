import type { Pool, PoolClient } from 'pg';
import { type ChainedEvent, chainEvents } from '../append.ts';
import type { NewEvent, RecordedEvent, StreamHead } from '../event.ts';
import { PostgresEventStore } from '../postgres-store.ts';
import { stamped, storing } from '../ticket.ts';
import {
  type TransactionStep,
  type AppendOptions,
  type EventStore,
  type FeedPage,
  type FeedPlace,
  IdentityConflict,
  LogUnavailable,
  PartlyAppended,
  VersionConflict,
  WholeNotPossible,
} from '../store.ts';
import { CopyGap, copiedHeads, copyEvents, findCopied, type Positions } from './copy.ts';
import { bindIdentities, BoundElsewhere, releaseIdentities, settleIdentities } from './identities.ts';
import type { LogId } from './log-id.ts';
import type { Round, RoundItem } from '../rounds.ts';
import { byStream } from './parcels.ts';
import { inPartialRounds } from './partial-rounds.ts';
import { type Pulling, pullStreams } from './pull.ts';
import { type Sent, sendAppends } from './send.ts';

/** The log on KurrentDB, with a copy in PostgreSQL from which all reads are served (docs/adr/0013). */
export class KurrentEventStore implements EventStore<PoolClient> {
  private readonly copy: PostgresEventStore;
  private readonly pool: Pool;

  constructor(private readonly parts: Pulling & { readonly logId: LogId }) {
    this.pool = parts.pool;
    this.copy = new PostgresEventStore(parts.pool);
  }

  /**
   * Appends in three steps; the process may die after each of them: (1) PostgreSQL: `inSameTransaction`, and the stream
   * of each report; (2) KurrentDB: the events, which makes them durable; (3) PostgreSQL: their copy and `afterwards`.
   * If the process dies after (2), the copier copies the events from `$all`.
   */
  async append(
    events: readonly NewEvent[],
    heads: ReadonlyMap<string, StreamHead>,
    inSameTransaction?: TransactionStep<PoolClient>,
    { afterwards, whole = false }: AppendOptions<PoolClient> = {},
  ): Promise<number[]> {
    if (events.length === 0) return this.copy.append([], heads, inSameTransaction, { afterwards });
    await this.parts.logId.verified().catch(unavailable);
    const chained = await this.bind(events, heads, inSameTransaction);
    const sent = await sendAppends(this.parts, byStream(chained), whole).catch(async (error: unknown) => {
      if (error instanceof WholeNotPossible) await settleIdentities(this.pool, chained);
      throw error;
    });
    const { found, trouble } = await this.settle(sent);
    const stored = [...sent.stored.flatMap((append) => append.events), ...found];
    if (stored.length === chained.length) {
      const positions = await this.copyStored(chained, afterwards);
      return chained.map(({ event }) => positions.get(event.eventId) ?? 0);
    }
    const cause = trouble ?? causeOf(sent);
    if (!(cause instanceof LogUnavailable)) await settleIdentities(this.pool, without(chained, stored));
    if (stored.length === 0) throw cause;
    throw new PartlyAppended(await this.copyStored(stored), cause);
  }

  /**
   * Takes the time of recording here: a bound report is on its way.
   * @throws VersionConflict | IdentityConflict before anything is sent
   */
  private async bind(
    events: readonly NewEvent[],
    heads: ReadonlyMap<string, StreamHead>,
    inSameTransaction?: TransactionStep<PoolClient>,
  ): Promise<ChainedEvent[]> {
    try {
      return await storing(this.pool, { events, heads }, async (client, ticket) => {
        await inSameTransaction?.(client);
        const chained = chainEvents(stamped(events, ticket), heads);
        await bindIdentities(client, chained);
        // Checks first for versions that are already taken in the copy: without multi-stream append this keeps most
        // batches whole.
        const copied = await copiedHeads(
          client,
          chained.map(({ event }) => event.stream),
        );
        if (
          byStream(chained).some(({ stream, events: own }) => (copied.get(stream) ?? 0) >= (own[0]?.event.version ?? 1))
        )
          throw new VersionConflict();
        return chained;
      });
    } catch (error) {
      if (!(error instanceof BoundElsewhere)) throw error;
      await this.pull(error.bindings.map(({ stream }) => stream));
      await releaseIdentities(this.pool, error.bindings);
      throw new IdentityConflict();
    }
  }

  /**
   * Reads the streams whose outcome is uncertain. Their events show what was stored, and the next decision uses them.
   */
  private async settle({ unsettled }: Sent): Promise<{ found: readonly ChainedEvent[]; trouble?: LogUnavailable }> {
    if (unsettled.length === 0) return { found: [] };
    const looked = unsettled.filter(({ look }) => look).map(({ append }) => append);
    let trouble: LogUnavailable | undefined;
    await this.pull(looked.map(({ stream }) => stream)).catch((error: LogUnavailable) => (trouble = error));
    const found = await findCopied(
      this.pool,
      looked.flatMap((append) => append.events),
    );
    return { found, ...(trouble ? { trouble } : {}) };
  }

  private async pull(streams: readonly string[]): Promise<void> {
    // If the read fails, for any reason, it is not known whether the events are stored.
    await pullStreams(this.parts, new Set(streams)).catch(unavailable);
  }

  private async copyStored(
    events: readonly ChainedEvent[],
    afterwards?: TransactionStep<PoolClient>,
  ): Promise<Positions> {
    try {
      return await copyEvents(this.pool, events, afterwards);
    } catch (error) {
      if (!(error instanceof CopyGap)) throw error;
      await this.pull(error.streams);
      return copyEvents(this.pool, events, afterwards);
    }
  }

  inRounds<Item extends RoundItem, Answer>(round: Round<Item, Answer>): Promise<Answer> {
    return inPartialRounds(round);
  }

  readStreams(streams: readonly string[], reporters?: readonly string[]): Promise<RecordedEvent[]> {
    return this.copy.readStreams(streams, reporters);
  }

  readHead(stream: string): Promise<StreamHead> {
    return this.copy.readHead(stream);
  }

  findByEventIds(eventIds: readonly string[]): Promise<RecordedEvent[]> {
    return this.copy.findByEventIds(eventIds);
  }

  readFeed(after: FeedPlace, limit: number): Promise<FeedPage> {
    return this.copy.readFeed(after, limit);
  }

  /** The places belong to the copy, so to PostgreSQL and to this one log. */
  async epoch(): Promise<string> {
    return `${await this.copy.epoch()}/${this.parts.logId.value}`;
  }
}

function without(events: readonly ChainedEvent[], stored: readonly ChainedEvent[]): ChainedEvent[] {
  const there = new Set(stored.map(({ event }) => event.eventId));
  return events.filter(({ event }) => !there.has(event.eventId));
}

function unavailable(error: unknown): never {
  throw new LogUnavailable(error);
}

function causeOf({ unsettled }: Sent): VersionConflict | LogUnavailable {
  const away = unsettled.find(({ why }) => why === 'away');
  return away ? new LogUnavailable(away.cause) : new VersionConflict();
}
