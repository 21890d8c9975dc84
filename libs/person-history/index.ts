export { allHistories, knownAfter, knownAt, type LoadedHistory, loadHistories, toPersonEvent } from './load.ts';
