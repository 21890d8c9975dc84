export { type Clock, systemClock } from './clock.ts';
export { CLOCK, MOVABLE_CLOCK } from './injection.ts';
export { MovableClock, type MoveListener } from './movable-clock.ts';
