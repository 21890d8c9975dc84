/** Settings of these endpoints: properties of the process that they describe. */
export interface OperationsOptions {
  /** Seconds a reader may be behind in a process that is ready; undefined: any. */
  readonly readyLagSeconds: number | undefined;
  /** `open`: figures without a token for every caller, else for this machine and the operator only. */
  readonly metricsAccess: 'local' | 'open';
  /** Names of the readers that this process runs at the moment. */
  readonly followed: ReadonlySet<string>;
  /** Address at which callers reach the service. */
  readonly publicUrl: string;
  /** Issuer of tokens outside the service; undefined in a sandbox with an issuer of its own. */
  readonly issuer: string | undefined;
  /** Token endpoint of the issuer that the sandbox brings. */
  readonly sandboxTokenUrl: string;
}

/** Injection token of OperationsOptions. */
export const OPERATIONS = Symbol('Operations');
