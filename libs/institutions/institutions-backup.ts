import type { BackupTable } from '#libs/database';

export const INSTITUTIONS_BACKUP: readonly BackupTable[] = [{ table: 'reference.institutions' }];
