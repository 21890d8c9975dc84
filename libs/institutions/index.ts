export { type DatedInstitution, type Institution, type KindOfUnit, KINDS_OF_UNIT, type Refusal, type RegisterRow } from './institution.ts';
export { readRegister } from './read-register.ts';
export { type ImportOptions, ImportRefused, type ImportResult, importInstitutions, importRegister } from './import-register.ts';
export { InstitutionRegister } from './institution-register.ts';
