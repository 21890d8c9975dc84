export type { Read } from './read.ts';
export { recordRead, recordReads } from './record-reads.ts';
export { type ReadsOf, withReadLog } from './with-read-log.ts';
