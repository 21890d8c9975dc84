export type StartupProblemCode =
  | 'bad-configuration'
  | 'port-taken'
  | 'wrong-master-key'
  | 'log-of-another-cluster'
  | 'log-on-kurrentdb'
  | 'log-on-postgresql'
  | 'kurrentdb-client-missing'
  | 'kurrentdb-unreachable'
  | 'kurrentdb-of-another-log'
  | 'data-folder-not-writable'
  | 'data-folder-unreachable'
  | 'data-folder-of-another-user'
  | 'data-folder-in-use'
  | 'data-folder-not-a-database'
  | 'database-password-missing'
  | 'wrong-postgres-version'
  | 'wrong-database-encoding'
  | 'postgres-package-missing'
  | 'postgres-does-not-run'
  | 'no-os-user-for-postgres'
  | 'initdb-failed'
  | 'server-did-not-start'
  | 'server-did-not-stop'
  | 'database-url-invalid'
  | 'database-unreachable'
  | 'database-login-refused'
  | 'database-missing'
  | 'database-refused'
  | 'migration-files-invalid'
  | 'migration-changed'
  | 'migration-failed'
  | 'database-newer-than-program';

/** A fault that the operator can mend: print only `message`, since a stack would hide it. */
export class StartupProblem extends Error {
  readonly code: StartupProblemCode;

  /** @param message Plain sentences: what is wrong, then what to do. Never a password, never a civil number. */
  constructor(code: StartupProblemCode, message: string) {
    super(message);
    this.name = 'StartupProblem';
    this.code = code;
  }
}
