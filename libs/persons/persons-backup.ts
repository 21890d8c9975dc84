import type { BackupTable } from '#libs/database';

/** The persons; not the mark of the master key, which is compared before a restore. */
export const PERSONS_BACKUP: readonly BackupTable[] = [
  { table: 'person_keys.persons', numbered: 'number' },
  { table: 'person_keys.numbers' },
  { table: 'person_keys.name_keys' },
];
