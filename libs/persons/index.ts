export {
  allHistories,
  knownAfter,
  knownAt,
  loadHistories,
  loadOwnReports,
  personsRegisteredBy,
  toPersonEvent,
} from './load.ts';
export { isTakenBackSince, withoutWithdrawn } from './taken-back.ts';
export { Keyring } from './keyring.ts';
export {
  destroyNameKeys,
  findNameKeys,
  insertNameKeys,
  type NameKey,
  nameKeyIdOf,
  newNameKey,
  pageOfNamed,
} from './name-keys.ts';
export {
  findPersons,
  insertPersons,
  type KnownPerson,
  createPerson,
  type NewPerson,
  openCivilNumbers,
  PersonConflict,
} from './persons.ts';
export { PERSONS_BACKUP } from './persons-backup.ts';
export { findMasterKeyMark, masterKeyFits, removeUnusedMark } from './master-key.ts';
export { MASTER_KEY, SYNTHETIC_ONLY } from './injection.ts';
export { isSealedByNameKey, sealFields, type SealedEvent, unsealFields } from './sealed-fields.ts';
export { numberBirthDateOf } from './number-birth-date.ts';
export { analyzePersons, bulkInsertPersons, type PersonToInsert } from './bulk-insert.ts';
export { countPersons, hasPersons, knownAmong, personNumbers } from './person-reads.ts';
