import { heldAt } from '#libs/event-store';
import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '#libs/database';
import {
  applyOrPark,
  findPartition,
  movePartition,
  type Parked,
  type PartitionPlace,
  PUBLISH_AGAIN,
  type Reader,
  settleCheckpoint,
} from '#libs/subscriptions';
import type { ReceivedBatch, Subscription } from '#libs/kafka';
import { follow, type Following, type Gap, type Page, pagesOf } from './pages.ts';
import { EVENTS_TOPIC } from './topics.ts';

/** The topic lacks part of the log: the reader stops and reports it until the log is published again. */
export class PagesMissing extends Error {
  override readonly name = 'PagesMissing';
  constructor({ after, found }: Gap) {
    super(
      `${EVENTS_TOPIC} lacks the events from sequence ${after + 1} to ${found}: ` +
        `the topic was emptied or its retention is limited. ${PUBLISH_AGAIN}`,
    );
  }
}

/** Reads again from the reader's own place before it accepts a gap: the broker may have begun elsewhere. */
const TRIES_BEFORE_A_GAP = 2;

/**
 * One reader's member of its consumer group. Rows, the partition's place and the reader's checkpoint are one
 * transaction; the broker's own offsets are never trusted, and two members that both hold a partition have one effect.
 */
export class PartitionReader implements Subscription {
  readonly topic = EVENTS_TOPIC;
  readonly group: string;
  private readonly places = new Map<number, PartitionPlace>();
  private readonly gaps = new Map<number, number>();

  constructor(
    private readonly reader: Reader,
    private readonly pool: Pool,
    private readonly cluster: string,
    private readonly now: () => Date,
    private readonly report: (where: string, error: unknown) => void,
    private readonly onParked?: (parked: readonly Parked[]) => void,
  ) {
    this.group = `ungestatus-${reader.name}`;
  }

  onError = (error: unknown): void => this.report(`${this.reader.name} from Kafka`, error);

  async startOf(partition: number): Promise<string> {
    return offsetIn(this.cluster, await this.read(partition));
  }

  async take({ partition, messages }: ReceivedBatch): Promise<string> {
    const from = this.places.get(partition) ?? (await this.read(partition));
    const following = await this.followOn(partition, from, messages);
    if (following.next.nextOffset === from.nextOffset) return from.nextOffset;
    if (await this.apply(partition, from, following)) {
      this.places.set(partition, following.next);
      return following.next.nextOffset;
    }
    // Another member moved the place: read on from there, if the partition is still assigned to this one.
    this.places.delete(partition);
    return this.startOf(partition);
  }

  private async followOn(
    partition: number,
    place: PartitionPlace,
    messages: ReceivedBatch['messages'],
  ): Promise<Following> {
    const { cluster } = this;
    const pages = pagesOf(messages);
    if (pages.length === 0) throw new Error('a page came without its end');
    const held = await this.heldOf(pages);
    const tries = this.gaps.get(partition) ?? 0;
    const following = follow({ ...place, cluster, nextOffset: offsetIn(cluster, place) }, pages, {
      isHeld: ({ reached }) => held.has(reached.lastEventId),
      passGaps: tries >= TRIES_BEFORE_A_GAP,
    });
    if (!following.gap) this.gaps.delete(partition);
    else if (tries < TRIES_BEFORE_A_GAP) this.gaps.set(partition, tries + 1);
    else this.onError(new PagesMissing(following.gap));
    return following;
  }

  private async read(partition: number): Promise<PartitionPlace> {
    const place = await findPartition(this.pool, this.reader.name, partition);
    if (!place) throw new Error(`${this.reader.name} is not spread any more: a worker took it over with WORKERS=log`);
    this.places.set(partition, place);
    return place;
  }

  /** The last events of pages that the log holds at the place from which they were published. */
  private heldOf(pages: readonly Page[]): Promise<ReadonlySet<string>> {
    const places = pages.map(({ reached: { position, xid, lastEventId } }) => ({
      position,
      xid,
      eventId: lastEventId,
    }));
    return heldAt(this.pool, places);
  }

  private async apply(partition: number, from: PartitionPlace, { events, next }: Following): Promise<boolean> {
    const { pool, now, onParked } = this;
    const at = now();
    // As with the follower: rows and place are lost together or not at all.
    const parked = await inTransaction<Parked[] | undefined>(
      pool,
      async (client) =>
        (await movePartition(client, this.reader.name, { partition, from, next, at }))
          ? this.write(client, events, at)
          : undefined,
      { begin: 'begin; set local synchronous_commit to off', keeps: (result) => result !== undefined },
    ).catch((error: unknown) => {
      this.places.delete(partition);
      throw error;
    });
    if (parked && parked.length > 0) onParked?.(parked);
    return parked !== undefined;
  }

  private async write(client: PoolClient, events: Following['events'], at: Date): Promise<Parked[]> {
    const parked = events.length === 0 ? [] : await applyOrPark(client, this.reader, events, { at });
    await settleCheckpoint(client, this.reader, at);
    return parked;
  }
}

/** Offsets of another cluster have no meaning in this one. */
function offsetIn(cluster: string, place: PartitionPlace): string {
  return place.cluster === cluster ? place.nextOffset : '0';
}
