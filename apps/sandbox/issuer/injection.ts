/** Injection token of the key (a Buffer) from which the sandbox's credentials are derived. */
export const SANDBOX_MASTER_KEY = Symbol('SandboxMasterKey');
