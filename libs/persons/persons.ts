import type { ClientBase, Pool } from 'pg';
import { type Keyring, seal, unseal } from './keyring.ts';

/** A person known to the intake: the opaque key and the means to seal and open personal data. */
export interface KnownPerson {
  readonly person: string;
  readonly numberBirthDate: string;
  /** The data of a forgotten person can no longer be read, and nothing can be added. */
  readonly forgotten: boolean;
  /** Unwraps the key on each call: most reports seal nothing. @throws for a forgotten person */
  dataKey(): Buffer;
}

/** A person who appears in a report for the first time; becomes durable with the first accepted report. */
export interface NewPerson extends KnownPerson {
  readonly lookup: Buffer;
  readonly wrappedKey: Buffer;
  readonly numberSealed: Buffer;
}

/** Another report created the same person at the same moment: look up again. */
export class PersonConflict extends Error {
  constructor() {
    super('another report made the key of this person first');
  }
}

interface PersonRow {
  person: string;
  lookup: Buffer | null;
  wrapped_key: Buffer | null;
  number_birth_date: string;
}

class FoundPerson implements KnownPerson {
  readonly person: string;
  readonly numberBirthDate: string;
  private readonly wrapped: Buffer | null;

  constructor(
    private readonly keyring: Keyring,
    row: PersonRow,
  ) {
    this.person = row.person;
    this.numberBirthDate = row.number_birth_date;
    this.wrapped = row.wrapped_key;
  }

  get forgotten(): boolean {
    return this.wrapped === null;
  }

  dataKey(): Buffer {
    if (this.wrapped === null) throw new Error('the key of a forgotten person is gone');
    return this.keyring.unwrap(this.person, this.wrapped);
  }
}

/**
 * Creates a key for a person not known before. `person` is passed in, and also `lookup` if the caller has already
 * computed it.
 */
export function createPerson(
  keyring: Keyring,
  person: string,
  civilNumber: string,
  birthDate: string,
  lookup = keyring.lookupOf(civilNumber),
): NewPerson {
  const dataKey = keyring.newDataKey();
  return {
    person,
    numberBirthDate: birthDate,
    forgotten: false,
    dataKey: () => dataKey,
    lookup,
    wrappedKey: keyring.wrap(person, dataKey),
    numberSealed: seal(dataKey, `civil-number:${person}`, civilNumber),
  };
}

/** Known persons by look-up value (hex) or by key; unknown ones are missing from the maps. */
export async function findPersons(
  client: Pool | ClientBase,
  keyring: Keyring,
  wanted: { lookups: readonly Buffer[]; keys: readonly string[] },
): Promise<{ byLookup: Map<string, KnownPerson>; byKey: Map<string, KnownPerson> }> {
  const { rows } = await client.query<PersonRow>({
    name: 'find-persons',
    // Two index look-ups, joined: for one condition with "or" PostgreSQL reads every person.
    text: `with wanted as (
        select person, lookup from person_keys.numbers where lookup = any($1::bytea[])
        union all select key, null from unnest($2::uuid[]) as key)
      select p.person, wanted.lookup, p.wrapped_key, p.number_birth_date
      from wanted join person_keys.persons p on p.person = wanted.person`,
    values: [wanted.lookups, wanted.keys],
  });
  const byLookup = new Map<string, KnownPerson>();
  const byKey = new Map<string, KnownPerson>();
  for (const row of rows) {
    const known = byKey.get(row.person) ?? new FoundPerson(keyring, row);
    byKey.set(row.person, known);
    if (row.lookup) byLookup.set(row.lookup.toString('hex'), known);
  }
  return { byLookup, byKey };
}

/**
 * Stores new persons. Sorts them by look-up value, so that two batches with the same persons wait for each other and do
 * not deadlock.
 * @throws PersonConflict
 */
export async function insertPersons(client: ClientBase, persons: readonly NewPerson[], at: string): Promise<void> {
  const sorted = [...persons].sort((a, b) => Buffer.compare(a.lookup, b.lookup));
  try {
    await client.query({
      name: 'insert-persons',
      text: `with given as (
          select * from unnest($1::uuid[], $2::bytea[], $3::date[], $4::bytea[], $5::bytea[])
            with ordinality as g (person, wrapped_key, number_birth_date, lookup, number_sealed, place)),
        numbered as (insert into person_keys.persons (person, wrapped_key, number_birth_date, created_at)
          select person, wrapped_key, number_birth_date, $6::timestamptz from given order by place)
        insert into person_keys.numbers (lookup, person, number_sealed)
          select lookup, person, number_sealed from given order by place`,
      values: [
        sorted.map((p) => p.person),
        sorted.map((p) => p.wrappedKey),
        sorted.map((p) => p.numberBirthDate),
        sorted.map((p) => p.lookup),
        sorted.map((p) => p.numberSealed),
        at,
      ],
    });
  } catch (error) {
    if ((error as { code?: string }).code === '23505') throw new PersonConflict();
    throw error;
  }
}

/** The civil numbers of persons by key. A forgotten person has none. */
export async function openCivilNumbers(
  client: Pool | ClientBase,
  keyring: Keyring,
  persons: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ person: string; wrapped_key: Buffer; number_sealed: Buffer }>({
    name: 'open-civil-numbers',
    text: `select p.person, p.wrapped_key, n.number_sealed from person_keys.persons p
      join person_keys.numbers n on n.person = p.person
      where p.person = any($1::uuid[]) and p.wrapped_key is not null`,
    values: [persons],
  });
  return new Map(
    rows.map(({ person, wrapped_key: wrapped, number_sealed: sealed }) => [
      person,
      unseal(keyring.unwrap(person, wrapped), `civil-number:${person}`, sealed),
    ]),
  );
}
