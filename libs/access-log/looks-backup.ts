import type { BackupTable } from '#libs/database';

export const LOOKS_BACKUP: readonly BackupTable[] = [
  { table: 'read_log.reads', numbered: 'id' },
  { table: 'read_log.looks', numbered: 'id' },
  { table: 'read_log.shown' },
];
