import type { BrokerAccess } from '#libs/kafka';

/** Injection token of WorkerSettings. */
export const WORKER_SETTINGS = Symbol('WorkerSettings');

/** What the worker needs to know of the configuration. */
export interface WorkerSettings {
  /** Whether this process follows the log; not beside a running service, whose worker does. */
  readonly follows: boolean;
  /** `partitions`: of topics that have to be created; undefined: Kafka is not used. */
  readonly kafka: (BrokerAccess & { readonly partitions: number }) | undefined;
  /** Who shares the work of the answers: the process that follows the log, or the members of Kafka's consumer groups. */
  readonly workers: 'log' | 'kafka';
}
