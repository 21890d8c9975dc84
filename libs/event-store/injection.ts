/** Injection token of the EventStore. */
export const EVENT_STORE = Symbol('EventStore');

/** Injection token of the Signal that the log has grown. An append sends it to every process. */
export const LOG_SIGNAL = Symbol('LogSignal');

/** Injection token of LogHealth. */
export const LOG_HEALTH = Symbol('LogHealth');

export interface LogHealth {
  /** @returns whether KurrentDB answers now; undefined if the log is on PostgreSQL */
  kurrentAnswers(): Promise<boolean | undefined>;
}
