export { isBehind } from './behind.query.ts';
export { type Checkpoint, moveCheckpoint, readCheckpoint } from './checkpoint.ts';
export { readersBehind, waitUntilCaughtUp } from './caught-up.ts';
export { Follower, type Reader, type Step } from './follower.ts';
export { FollowerLoop, type LoopOptions } from './loop.ts';
export { LOG_CHANNEL, Signal } from './signal.ts';
