export type BackupProblemCode =
  | 'folder-not-empty'
  | 'folder-not-writable'
  | 'no-finished-backup'
  | 'unknown-format'
  | 'backup-damaged'
  | 'other-migrations'
  | 'other-master-key'
  | 'database-not-empty'
  | 'log-elsewhere';

/**
 * A fault that the operator of a backup or restore can mend: only the message is printed. Never contains a value of a
 * row.
 */
export class BackupProblem extends Error {
  override readonly name = 'BackupProblem';

  constructor(
    readonly code: BackupProblemCode,
    message: string,
  ) {
    super(message);
  }
}
