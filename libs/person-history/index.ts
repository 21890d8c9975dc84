export { allHistories, knownAfter, knownAt, loadHistories, toPersonEvent } from './load.ts';
