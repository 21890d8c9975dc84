import type { BrokerAccess } from '#libs/kafka';

/** Injection token of WorkerSettings. */
export const WORKER_SETTINGS = Symbol('WorkerSettings');

export interface WorkerSettings {
  /** Whether this process follows the log; false if a running service does, whose worker then follows it. */
  readonly follows: boolean;
  /** `partitions`: of topics that have to be created; undefined: Kafka is not used. */
  readonly kafka: (BrokerAccess & { readonly partitions: number }) | undefined;
  /** How the projections' work is shared: by the process that follows the log, or by Kafka's consumer groups. */
  readonly workers: 'log' | 'kafka';
}
