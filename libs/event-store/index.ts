export { EMPTY_STREAM, type NewEvent, type RecordedEvent, type StreamHead } from './event.ts';
export {
  type Alongside,
  type EventStore,
  FEED_START,
  type FeedEntry,
  type FeedPage,
  type FeedPlace,
  IdentityConflict,
  VersionConflict,
} from './store.ts';
export { isAheadOfCluster } from './cluster.ts';
export { PostgresEventStore } from './postgres-store.ts';
export { EVENT_COLUMNS, type EventRow, toRecordedEvent } from './rows.ts';
export { type ChainBreak, type Verification, verifyChain } from './verify.ts';
