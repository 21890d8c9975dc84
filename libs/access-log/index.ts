export { inTurnFor } from './alone-for.ts';
export { type ListLook } from './list-look.ts';
export type { Read } from './read.ts';
export { type ReadsOf, withListLooks, withReadLog } from './with-read-log.ts';
export { findIdentitiesShown, type IdentitiesShown } from './identities-shown.ts';
export { LOOKS_BACKUP } from './looks-backup.ts';
