/** Injection token of the key the sandbox's credentials are derived from (a Buffer). */
export const SANDBOX_MASTER_KEY = Symbol('SandboxMasterKey');
