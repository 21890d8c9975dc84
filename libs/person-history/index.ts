export { allHistories, knownAfter, knownAt, loadHistories, toPersonEvent } from './load.ts';
export { isTakenBackSince, withoutWithdrawn } from './taken-back.ts';
