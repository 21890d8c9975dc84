/** Injection token of the Clock of the service. */
export const CLOCK = Symbol('Clock');
/** Injection token of the same clock as a MovableClock: bound in sandbox tenants only. */
export const MOVABLE_CLOCK = Symbol('MovableClock');
