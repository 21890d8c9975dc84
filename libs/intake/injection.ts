/** Injection token of EffectsOfTried: the changes that the reports of a dry run would make. */
export const EFFECTS_OF_TRIED = Symbol('EffectsOfTried');
