/** Injection token of the names of all readers from whose rows answers are made: "caught up" waits for these. */
export const READER_NAMES = Symbol('ReaderNames');

/** Injection token of the names of the readers whose lag is shown: the readers above and, with Kafka, its relay. */
export const WATCHED_READERS = Symbol('WatchedReaders');
