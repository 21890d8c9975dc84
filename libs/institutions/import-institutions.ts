import type pg from 'pg';
import { type ImportOptions, type ImportResult, importRegister } from './import-register.ts';
import type { Institution, ListedInstitution } from './institution.ts';

function complete(listed: ListedInstitution, mains: ReadonlySet<string>): Institution {
  const { number, name, type, municipality, mainInstitution = null } = listed;
  const kindOfUnit = mainInstitution !== null ? 'department' : mains.has(number) ? 'main' : 'stand-alone';
  return { number, name, type, typeName: null, kindOfUnit, mainInstitution, municipality, owner: null };
}

/** Imports a list that is already in memory, such as the sandbox's; otherwise as `importRegister`. */
export function importInstitutions(
  pool: pg.Pool,
  list: readonly ListedInstitution[],
  options: ImportOptions,
): Promise<ImportResult> {
  const mains = new Set(list.flatMap(({ mainInstitution }) => mainInstitution ?? []));
  const rows = list.map((listed, index) => ({ line: index + 1, institution: complete(listed, mains) }));
  return importRegister(pool, rows, options);
}
