export {
  type DatedInstitution,
  type Institution,
  type KindOfUnit,
  type ListedInstitution,
  type Refusal,
  type RegisterRow,
} from './institution.ts';
export { readRegister } from './read-register.ts';
export { type ImportOptions, type ImportResult, importRegister } from './import-register.ts';
export { importInstitutions } from './import-institutions.ts';
export { InstitutionRegister } from './institution-register.ts';
export { InstitutionVersion } from './institution-version.entity.ts';
export { INSTITUTIONS_BACKUP } from './institutions-backup.ts';
