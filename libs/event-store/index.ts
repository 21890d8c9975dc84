export { chainValue } from './chain.ts';
export { EMPTY_STREAM, type NewEvent, type RecordedEvent, type StreamHead } from './event.ts';
export {
  type TransactionStep,
  type AppendOptions,
  type EventStore,
  FEED_START,
  type FeedEntry,
  type FeedPage,
  type FeedPlace,
  IdentityConflict,
  LogUnavailable,
  VersionConflict,
  WholeNotPossible,
} from './store.ts';
export { earliestTime, nameTime, type NamedTime, wakeLogTime } from './log-time.ts';
export type { Round, RoundItem } from './rounds.ts';
export { isAheadOfCluster } from './cluster.ts';
export { PostgresEventStore } from './postgres-store.ts';
export { type EventRow, toRecordedEvent } from './rows.ts';
export { type ChainBreak, type Verification, verifyChain } from './verify.ts';
export { type KurrentOptions, type OpenKurrentStore, openKurrentStore, refuseCopyAsLog } from './kurrent/open.ts';
export { EVENT_STORE, LOG_HEALTH, LOG_SIGNAL, type LogHealth } from './injection.ts';
export { findLaterCorrections } from './later-corrections.ts';
export { analyzeLog, bulkAppend, type LinkedEvent } from './bulk-append.ts';
export {
  eventAt,
  eventsOf,
  eventWithId,
  hasVersion,
  lastVersionOf,
  positionAt,
  positionInStreamAt,
  recordedAt,
  recordedUpTo,
  streamsBetween,
  streamsWithVersion,
} from './event-sql.ts';
export {
  findLastPlace,
  findReadablePlace,
  findReportIds,
  findReports,
  findStreamsWaiting,
  findStreamsWarned,
  findTraceparents,
  findWaitingReports,
  sequenceAt,
  type WaitingReport,
} from './event-reads.ts';
export { isPersonStream, ofPerson, reporterStream } from './stream-ids.ts';
export {
  entriesBetween,
  entriesOf,
  eventsAfter,
  hasEventAfter,
  hasReadableAfter,
  HIGHEST_POSITION,
  isAfter,
  LAST_PLACE,
  lastPlaceUpTo,
  nextRecorded,
  placeIfHeld,
  safePosition,
} from './log-sql.ts';
export {
  EVENTS_BACKUP,
  findMissingHeads,
  getLogSize,
  HEADS_BACKUP,
  KURRENT_BACKUP,
  type LogSize,
  RESTORED_XID,
} from './log-backup.ts';
export { continueAfter, continueAfterLog, holdAppends, holdLog, renewTransactionIds } from './log-restore.ts';
export { countEvents, findHeads, findLastEntries, heldAt, isInLog, logBytes } from './log-reads.ts';
