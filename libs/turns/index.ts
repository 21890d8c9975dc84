export { gather, type Together } from './gather.ts';
export { Lanes } from './lanes.ts';
export { inTurns } from './in-turns.ts';
