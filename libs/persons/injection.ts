/** Injection token of the master key, 32 bytes. */
export const MASTER_KEY = Symbol('MasterKey');

/** Injection token of a boolean: whether the tenant accepts synthetic civil numbers only, as a sandbox does. */
export const SYNTHETIC_ONLY = Symbol('SyntheticOnly');
