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

/** What whoever runs a backup or a restore can put right: the message alone is printed. Never a value of anybody's row. */
export class BackupProblem extends Error {
  override readonly name = 'BackupProblem';

  constructor(
    readonly code: BackupProblemCode,
    message: string,
  ) {
    super(message);
  }
}
