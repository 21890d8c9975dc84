/** Injection token of what the intake works with (DoorParts). */
export const INTAKE = Symbol('Intake');

/** Injection token of EffectsOfTried: what reports would change, of a dry run. */
export const EFFECTS_OF_TRIED = Symbol('EffectsOfTried');

/** Injection token of a number: how many urgent reports a second one client may have put first; 0: none. */
export const URGENT_PER_SECOND = Symbol('UrgentPerSecond');
