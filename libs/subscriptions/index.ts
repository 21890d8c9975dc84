export { AsideLane, type AsideOptions } from './aside-lane.ts';
export { applyOrPark, type ApplyOptions } from './apply-or-park.ts';
export { type Behind, findBehind, isAnyoneParked } from './behind.query.ts';
export { ProgressThinning, thinProgress } from './thin-progress.ts';
export { type Checkpoint, moveCheckpoint, readCheckpoint } from './checkpoint.ts';
export { readersBehind, waitUntilCaughtUp } from './caught-up.ts';
export { Follower, type FollowerOptions, type Step } from './follower.ts';
export { findOldestTransaction, type OldestTransaction, type ReaderLag, readerLags } from './lag.query.ts';
export { gatherReader } from './gather-reader.ts';
export { Lead } from './lead.ts';
export { LONG_STREAM } from './long-streams.ts';
export { FollowerLoop, type LoopOptions, type LoopSteps } from './loop.ts';
export { movePartition, type PartitionMove, settleCheckpoint } from './move-partition.ts';
export { holdLane, listParked, park, type Parked, PARKED_REMEDY, type ParkedFilter, toParked } from './park.ts';
export { Pace, type PaceParts } from './pace.ts';
export {
  findPartition,
  partitionOf,
  type PartitionPlace,
  PartitionsChanged,
  sequenceAt,
  spreadReader,
} from './partition-place.ts';
export { FeedFault, isPoison, PoisonEvent, reasonOf } from './poison.ts';
export { findReaderStates, type ReaderStates } from './reader-standing.ts';
export { STALLED_SECONDS, Stalls } from './stalls.ts';
export { tracedPages } from './traced-pages.ts';
export { type ReaderPlace, readerPlaces } from './places.query.ts';
export type { PersonFailure, Reader } from './reader.ts';
export { type Replay, type ReplayParts, replayParked } from './replay.ts';
export { settleParked } from './settle-parked.ts';
export { TookTooLong } from './too-long.ts';
export { LOG_CHANNEL, Signal } from './signal.ts';
export { READER_NAMES, WATCHED_READERS } from './injection.ts';
export { findVisibleAt } from './visible-at.ts';
