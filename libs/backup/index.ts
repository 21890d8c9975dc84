export { adoptLog, type Adopting } from './adopt.ts';
export { backup, type BackupOptions } from './backup.ts';
export { type BackupCheck, checkBackup } from './check-backup.ts';
export { compareHeads, type HeadComparison } from './compare-heads.ts';
export { type BackupFile, digestOf, type Manifest, type TableFile } from './manifest.ts';
export { BackupProblem, type BackupProblemCode } from './problem.ts';
export { rebuildAll, type Rebuilt } from './rebuild-all.ts';
export { restore, type RestoreOptions } from './restore.ts';
