/** Injection token of SandboxSettings. */
export const SANDBOX_SETTINGS = Symbol('SandboxSettings');

export interface SandboxSettings {
  /** Whether a fresh sandbox gets its stories; without them its clock may begin at any day. */
  readonly stories: 'on' | 'off';
}

/** Injection token of Settling; nothing is bound to it in a process without a worker. */
export const SETTLING = Symbol('Settling');

/** The worker, which does all work that happens later. */
export interface Settling {
  /** Resolves once everything due by the clock is done and shown; false if that takes longer than the limit. */
  settle(limitMilliseconds: number): Promise<boolean>;
}
