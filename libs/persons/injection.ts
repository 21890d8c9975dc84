/** Injection token of a boolean: whether the tenant takes synthetic civil numbers only, as a sandbox does. */
export const SYNTHETIC_ONLY = Symbol('SyntheticOnly');
