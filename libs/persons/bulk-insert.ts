import type { ClientBase, Pool } from 'pg';
import { copiedBytes, copyRows } from '#libs/database';
import type { NewPerson } from './persons.ts';

/** A new person, and the time at which the first report about it was received. */
export interface PersonToInsert {
  readonly newPerson: NewPerson;
  readonly at: string;
}

const PERSONS = 'copy person_keys.persons (person, wrapped_key, number_birth_date, created_at) from stdin';
const NUMBERS = 'copy person_keys.numbers (lookup, person, number_sealed) from stdin';

/** Stores many new persons by COPY. */
export async function bulkInsertPersons(client: ClientBase, persons: readonly PersonToInsert[]): Promise<void> {
  if (persons.length === 0) return;
  await copyRows(client, PERSONS, { rows: persons, line: personLine });
  await copyRows(client, NUMBERS, { rows: persons, line: numberLine });
}

/** Renews the planner's statistics. */
export async function analyzePersons(pool: Pool): Promise<void> {
  await pool.query('analyze person_keys.persons, person_keys.numbers');
}

function personLine({ newPerson: { person, wrappedKey, numberBirthDate }, at }: PersonToInsert): string {
  return `${person}\t${copiedBytes(wrappedKey)}\t${numberBirthDate}\t${at}\n`;
}

function numberLine({ newPerson: { lookup, person, numberSealed } }: PersonToInsert): string {
  return `${copiedBytes(lookup)}\t${person}\t${copiedBytes(numberSealed)}\n`;
}
