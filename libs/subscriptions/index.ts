export { AsideLane, type AsideOptions } from './aside-lane.ts';
export { applyEach, applyOrPark, type ApplyOptions } from './apply-or-park.ts';
export { type Behind, findBehind, hasParkedStream } from './behind.query.ts';
export { ProgressThinning } from './thin-progress.ts';
export { type Checkpoint, moveCheckpoint, readCheckpoint } from './checkpoint.ts';
export { waitUntilCaughtUp } from './caught-up.ts';
export { Follower, type FollowerOptions, type Step } from './follower.ts';
export { type OldestTransaction, type ReaderLag } from './lag.query.ts';
export { gatherReader } from './gather-reader.ts';
export { findPassedSince, holdReader } from './hold-reader.ts';
export { READERS_BACKUP } from './reader-backup.ts';
export {
  forgetKafka,
  forgetReaders,
  keepProgress,
  moveReader,
  moveReadersTo,
  placeByPosition,
} from './reader-restore.ts';
export { checkpointsOf, digestOfParked, epochsOf, isParked } from './reader-sql.ts';
export { beginAgain, PUBLISH_AGAIN } from './relays.ts';
export { Lead } from './lead.ts';
export { LONG_STREAM } from './long-streams.ts';
export { FollowerLoop, type LoopOptions, type LoopSteps } from './loop.ts';
export { movePartition, type PartitionMove, settleCheckpoint } from './move-partition.ts';
export { holdLane, listParked, park, type Parked, PARKED_REMEDY, type ParkedFilter, toParked } from './park.ts';
export { Pace } from './pace.ts';
export { findPartition, partitionOf, type PartitionPlace, spreadReader } from './partition-place.ts';
export { FeedFault, isPoison, PoisonEvent, reasonOf } from './poison.ts';
export { findReaderStates, type ReaderStates } from './reader-standing.ts';
export { STALLED_SECONDS, Stalls } from './stalls.ts';
export { tracedPages } from './traced-pages.ts';
export { type ReaderPlace } from './places.query.ts';
export type { PersonFailure, Reader } from './reader.ts';
export { type Replay, replayParked } from './replay.ts';
export { settleParked } from './settle-parked.ts';
export { LOG_CHANNEL, Signal } from './signal.ts';
export { READER_NAMES, WATCHED_READERS } from './injection.ts';
export { findVisibleAt } from './visible-at.ts';
