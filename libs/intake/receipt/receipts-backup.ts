import type { BackupTable } from '#libs/database';

export const RECEIPTS_BACKUP: readonly BackupTable[] = [{ table: 'receipts.batches' }, { table: 'receipts.items' }];
