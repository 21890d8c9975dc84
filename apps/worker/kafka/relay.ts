import type { Pool, PoolClient } from 'pg';
import { type EventStore, type FeedPage, sequenceAt } from '#libs/event-store';
import { beginAgain, type Checkpoint, type Lead, moveCheckpoint, readCheckpoint, type Step } from '#libs/subscriptions';
import { type Broker, bytesOf, type OutgoingMessage, type Publisher } from '#libs/kafka';
import type { RuleBook } from '#libs/rules';
import { eventMessage } from './event-message.ts';
import { reachedMessages } from './reached-message.ts';
import { stateMessages } from './state-messages.ts';
import { EVENTS_TOPIC, getCount, type PartitionCounts, RELAY, topicsWith } from './topics.ts';

interface RelaySizes {
  /** Partitions of topics that this relay has to create. */
  readonly partitions: number;
  readonly pageSize: number;
  /** Bytes of a page in all: less than a member reads from a partition at once, so that each read page is whole. */
  readonly mostBytes?: number;
}

const MOST_BYTES = 8 * 1024 * 1024;

interface Opened {
  readonly publisher: Publisher;
  readonly counts: PartitionCounts;
  place: Checkpoint;
  sequence: number;
}

/**
 * Publishes the log in feed order: a page to Kafka first, all or nothing, then its checkpoint. After a crash in
 * between, the page is published again. One process at a time has the lead; the broker refuses a former one that has
 * not noticed the change yet.
 */
export class Relay {
  readonly reader = { name: RELAY };
  private opened: Opened | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly store: EventStore<PoolClient>,
    private readonly broker: Broker,
    private readonly lead: Lead,
    private readonly rules: RuleBook,
    private readonly now: () => Date,
    private readonly onError: (where: string, error: unknown) => void,
    private readonly sizes: RelaySizes,
  ) {}

  async step(): Promise<Step> {
    if (!(await this.lead.held())) {
      await this.shut();
      return 'held-by-another';
    }
    try {
      const opened = (this.opened ??= await this.open());
      return await this.carry(opened, this.sizes.pageSize);
    } catch (error) {
      await this.shut();
      throw error;
    }
  }

  /** Closes the connection to Kafka and releases the lead. */
  async close(): Promise<void> {
    await this.shut();
    this.lead.release();
  }

  private async shut(): Promise<void> {
    const publisher = this.opened?.publisher;
    this.opened = undefined;
    await publisher?.close().catch(() => undefined);
  }

  /** Opens the publisher before reading the checkpoint: then no earlier relay can publish, so the place is final. */
  private async open(): Promise<Opened> {
    const { pool, store, broker } = this;
    const cluster = await broker.clusterId();
    const counts = await broker.ensureTopics(topicsWith(this.sizes.partitions));
    const publisher = await broker.openPublisher('ungestatus-relay');
    try {
      await readCheckpoint(pool, RELAY, await store.epoch());
      await beginAgain(pool, RELAY, cluster);
      const place = await readCheckpoint(pool, RELAY, await store.epoch());
      return { publisher, counts, place, sequence: await sequenceAt(pool, place) };
    } catch (error) {
      await publisher.close().catch(() => undefined);
      throw error;
    }
  }

  private async carry(opened: Opened, limit: number): Promise<Step> {
    const { pool, store, now } = this;
    const page = await store.readFeed(opened.place, limit);
    const { length } = page.events;
    if (length === 0) return 'caught-up';
    const applied = page.events.reduce((highest, { position }) => Math.max(highest, position), opened.place.applied);
    const next = { ...page.next, applied };
    const messages = await this.messagesOf(opened, page, next);
    if (
      length > 1 &&
      messages.reduce((bytes, message) => bytes + bytesOf(message), 0) > (this.sizes.mostBytes ?? MOST_BYTES)
    )
      return this.carry(opened, Math.ceil(length / 2));
    await opened.publisher.publish(messages);
    const client = await pool.connect();
    const moved = await moveCheckpoint(client, RELAY, { from: opened.place, next, at: now() }).finally(() =>
      client.release(),
    );
    if (!moved) {
      await this.shut();
      return 'held-by-another';
    }
    opened.place = next;
    opened.sequence += length;
    return 'applied';
  }

  private async messagesOf({ counts, sequence }: Opened, page: FeedPage, next: Checkpoint): Promise<OutgoingMessage[]> {
    const { pool, store, rules, now, onError } = this;
    const onSkipped = (error: unknown) => onError('a status for Kafka, left out', error);
    const stored = new Map(
      (await store.findByEventIds(page.events.map(({ eventId }) => eventId))).map((event) => [event.eventId, event]),
    );
    const partitions = getCount(counts, EVENTS_TOPIC);
    const events = page.events.map(({ eventId }, index) => {
      const event = stored.get(eventId);
      if (!event) throw new Error('the feed names an event the log does not hold');
      return eventMessage(event, sequence + index + 1, partitions);
    });
    const lastEventId = page.events.at(-1)?.eventId ?? '';
    const reached = { ...next, from: sequence, to: sequence + page.events.length, lastEventId };
    return [
      ...events,
      ...reachedMessages(reached, partitions, now().toISOString()),
      ...(await stateMessages({ pool, rules, onSkipped }, page.events, counts)),
    ];
  }
}
