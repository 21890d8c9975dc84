/** A message to publish. The caller chooses the partition, so that every topic agrees on it. */
export interface OutgoingMessage {
  readonly topic: string;
  readonly partition: number;
  readonly key: string | null;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface ReceivedMessage {
  /** Decimal text. */
  readonly offset: string;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Messages of one partition in the order of their offsets; offsets have gaps where a transaction ended. */
export interface ReceivedBatch {
  readonly partition: number;
  readonly messages: readonly ReceivedMessage[];
}

export interface Topic {
  readonly name: string;
  readonly partitions: number;
  /** `all`: kept for ever; `last-of-key`: only the last message of each key. */
  readonly keep: 'all' | 'last-of-key';
}

/** Publishes under a name that only one process at a time can have: opening it again shuts out the earlier process. */
export interface Publisher {
  /**
   * Publishes all messages or none, in the order given, on every replica in sync. Publishing again after a failure may
   * repeat messages, but never reorder them.
   * @throws if the outcome is uncertain; open another publisher then
   */
  publish(messages: readonly OutgoingMessage[]): Promise<void>;
  close(): Promise<void>;
}

export interface Subscription {
  readonly group: string;
  readonly topic: string;
  /** The first offset of a partition newly assigned to this process: the broker's own record of it is only a hint. */
  startOf(partition: number): Promise<string>;
  /**
   * Processes what it can of the batch and returns the next offset. If it throws, the batch is repeated after a growing
   * pause.
   */
  take(batch: ReceivedBatch): Promise<string>;
  readonly onError: (error: unknown) => void;
}

export interface Consumption {
  /** Finishes the current batch and leaves the group. */
  stop(): Promise<void>;
}

/** The port: all that the product needs of Kafka. */
export interface Broker {
  /** Identifies the cluster that offsets belong to. */
  clusterId(): Promise<string>;
  /**
   * Creates missing topics; an existing topic keeps its partitions.
   * @returns the number of partitions of each
   */
  ensureTopics(topics: readonly Topic[]): Promise<ReadonlyMap<string, number>>;
  openPublisher(name: string): Promise<Publisher>;
  /** Joins the group and consumes until stopped, across every loss of the broker. */
  consume(subscription: Subscription): Promise<Consumption>;
}
