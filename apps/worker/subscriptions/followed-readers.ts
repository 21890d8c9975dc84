import { Inject, Injectable } from '@nestjs/common';
import { Pool, type PoolClient } from 'pg';
import { CLOCK, type Clock } from '#libs/calendar';
import { EVENT_STORE, type EventStore } from '#libs/event-store';
import {
  AsideLane,
  Follower,
  FollowerLoop,
  type FollowerOptions,
  gatherReader,
  type LoopOptions,
  type Reader,
  tracedPages,
} from '#libs/subscriptions';
import { TRACING, type Tracing } from '#libs/telemetry';
import { ParkedNotices } from '../notices/parked-notices.ts';
import { READERS, SPREAD_READERS } from './readers.ts';
import { WorkerFaults } from '../notices/worker-faults.ts';

/** Larger pages gather more garbage than the young generation holds; smaller ones are more round trips. */
const PAGE_SIZE = 500;
const POLL_MILLISECONDS = 250;
/** Processing time of one person in a reader before the person is parked. */
const PERSON_MILLISECONDS = 30_000;

interface FollowedReader {
  readonly reader: Reader;
  readonly loop: FollowerLoop;
}

/** The readers that follow the log in this process, each from its checkpoint, and the lanes of persons set aside. */
@Injectable()
export class FollowedReaders {
  /** Names of the running readers: neither those of consumer groups nor those whose answers are being rebuilt. */
  readonly names = new Set<string>();
  private readonly followed: readonly FollowedReader[];
  /** Lanes for persons set aside, also those of readers whose pages a consumer group applies. */
  private readonly lanes: ReadonlyMap<Reader, FollowerLoop>;

  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(EVENT_STORE) store: EventStore<PoolClient>,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(READERS) readers: readonly Reader[],
    @Inject(SPREAD_READERS) private readonly spread: readonly Reader[],
    @Inject(WorkerFaults) { report: onError }: WorkerFaults,
    @Inject(ParkedNotices) { report: onParked }: ParkedNotices,
    @Inject(TRACING) tracing: Tracing,
  ) {
    const now = () => clock.now();
    const looping: LoopOptions = { pollMilliseconds: POLL_MILLISECONDS, onError };
    const lane = { now, onParked, limitMilliseconds: PERSON_MILLISECONDS };
    this.lanes = new Map(
      readers.map((reader) => [reader, new FollowerLoop(new AsideLane(pool, reader, lane), looping)]),
    );
    const around = tracedPages(pool, tracing, () => new Date());
    this.followed = readers
      .filter((reader) => !spread.includes(reader))
      .map((reader) => {
        const onAside = () => this.lanes.get(reader)?.wake();
        const options: FollowerOptions = { pageSize: PAGE_SIZE, now, onParked, around, onAside };
        return { reader, loop: new FollowerLoop(new Follower(pool, store, reader, options), looping) };
      });
  }

  /** Starts the readers that are chosen by name. */
  async start(isChosen: (name: string) => boolean): Promise<void> {
    for (const { reader, loop } of this.followed) {
      if (!isChosen(reader.name)) continue;
      await gatherReader(this.pool, reader, this.clock.now());
      loop.start();
      this.names.add(reader.name);
      this.lanes.get(reader)?.start();
    }
  }

  startSpreadLanes(): void {
    for (const reader of this.spread) this.lanes.get(reader)?.start();
  }

  wake(): void {
    for (const { loop } of this.followed) loop.wake();
  }

  /** Finishes the current pages. */
  async stop(): Promise<void> {
    await Promise.all([...this.followed.map(({ loop }) => loop), ...this.lanes.values()].map((loop) => loop.stop()));
  }
}
