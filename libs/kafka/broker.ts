/** A message to be published; the partition is the caller's to choose, so that every topic agrees on it. */
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
  /** Kept for ever, or only the last message of each key. */
  readonly keep: 'all' | 'last-of-key';
}

/** Publishes under a name that only one process at a time can have: whoever opens it later shuts the earlier one out. */
export interface Publisher {
  /**
   * All of them or none, in the order given, on every replica in sync. Publishing again after a failure may repeat, never reorder.
   * @throws when it is not sure; open another publisher then
   */
  publish(messages: readonly OutgoingMessage[]): Promise<void>;
  close(): Promise<void>;
}

export interface Subscription {
  readonly group: string;
  readonly topic: string;
  /** Where to begin in a partition just given to this process: the broker's own record of it is a hint, no more. */
  startOf(partition: number): Promise<string>;
  /** Takes what it can in and says where to read on. Throwing: the batch comes again after a growing pause. */
  take(batch: ReceivedBatch): Promise<string>;
  readonly onError: (error: unknown) => void;
}

export interface Consumption {
  /** Finishes the batch at hand and leaves the group. */
  stop(): Promise<void>;
}

/** The port: everything the product asks of Kafka. */
export interface Broker {
  /** Names the cluster that offsets belong to. */
  clusterId(): Promise<string>;
  /**
   * Creates what is missing; an existing topic keeps its partitions.
   * @returns how many partitions each has
   */
  ensureTopics(topics: readonly Topic[]): Promise<ReadonlyMap<string, number>>;
  openPublisher(name: string): Promise<Publisher>;
  /** Joins the group and goes on until stopped, over every loss of the broker. */
  consume(subscription: Subscription): Promise<Consumption>;
}
