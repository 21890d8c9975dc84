/** Injection token of DoorParts: the dependencies of the intake. */
export const INTAKE = Symbol('Intake');

/** Injection token of EffectsOfTried: the changes that the reports of a dry run would make. */
export const EFFECTS_OF_TRIED = Symbol('EffectsOfTried');

/** Injection token of a number: the urgent reports a second that one client may have put first; 0: none. */
export const URGENT_PER_SECOND = Symbol('UrgentPerSecond');
