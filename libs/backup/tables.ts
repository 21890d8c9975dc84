import { LOOKS_BACKUP } from '#libs/access-log';
import type { BackupTable } from '#libs/database';
import { EVENTS_BACKUP, KURRENT_BACKUP } from '#libs/event-store';
import { INSTITUTIONS_BACKUP } from '#libs/institutions';
import { RECEIPTS_BACKUP } from '#libs/intake';
import { PERSONS_BACKUP } from '#libs/persons';
import { READERS_BACKUP } from '#libs/subscriptions';

/**
 * The data that cannot be regenerated: the facts, and the checkpoints of all readers. Projections are left out because
 * they are rebuilt, and the master key because it must never be stored with the data that it opens. In an order that
 * satisfies the foreign keys. Libs list their own tables; those of apps are named here, since no lib imports an app.
 */
export const BACKUP_TABLES: readonly BackupTable[] = [
  EVENTS_BACKUP,
  ...PERSONS_BACKUP,
  ...RECEIPTS_BACKUP,
  ...LOOKS_BACKUP,
  ...INSTITUTIONS_BACKUP,
  { table: 'sandbox.clock' },
  ...READERS_BACKUP,
  { table: 'follow_up.watch' },
  ...KURRENT_BACKUP,
];
