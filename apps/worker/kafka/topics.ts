import type { Topic } from '#libs/kafka';

/** The relay's name as a reader of the log. */
export const RELAY = 'kafka-relay';

/** Every event of the log, in log order per person; key: the person's key. */
export const EVENTS_TOPIC = 'ungestatus.events.v1';
/** The last status timeline of each person; key: the person's key. */
export const STATUS_TOPIC = 'ungestatus.status.v1';
/** Every follow-up case as it last was; key: the case's id, in the person's partition. */
export const CASES_TOPIC = 'ungestatus.cases.v1';

/** @param partitions of topics that have to be created; an existing topic keeps its own */
export function topicsWith(partitions: number): readonly Topic[] {
  return [
    { name: EVENTS_TOPIC, partitions, keep: 'all' },
    { name: STATUS_TOPIC, partitions, keep: 'last-of-key' },
    { name: CASES_TOPIC, partitions, keep: 'last-of-key' },
  ];
}

/** Partitions of each topic, by its name. */
export type PartitionCounts = ReadonlyMap<string, number>;

/** @throws Error if the topic was not described */
export function getCount(counts: PartitionCounts, topic: string): number {
  const count = counts.get(topic);
  if (count === undefined) throw new Error(`the broker did not describe the topic ${topic}`);
  return count;
}
