export { gather, type GatherOptions } from './gather.ts';
export { Lanes } from './lanes.ts';
export { finish, finishInTurns, inTurns, type Steps, Turn } from './in-turns.ts';
