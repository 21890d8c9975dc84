import type { ClientBase, Pool } from 'pg';
import type { Day } from '#events/stored';
import { STILL_KNOWN } from '#libs/knowledge';

export interface KnownResidences {
  /** Where the person lives today as known now; null where it is not known. */
  readonly now: string | null;
  /** Municipalities of earlier residence. */
  readonly before: readonly string[];
  readonly birthDate: Day;
}

/** Residence as known now; undefined where the person is not known. */
export async function findResidences(client: Pool | ClientBase, person: string, today: Day): Promise<KnownResidences | undefined> {
  const { rows } = await client.query<{ valid_from: Day; municipality: string | null; birth_date: Day }>({
    name: 'find-residences',
    text: `select valid_from, municipality, birth_date from residence.spells
      where person = $1 and known_to = ${STILL_KNOWN} and valid_from <= $2 order by valid_from desc`,
    values: [person, today],
  });
  const [current, ...earlier] = rows;
  if (!current) return undefined;
  const before = earlier.flatMap(({ municipality }) => (municipality === null || municipality === current.municipality ? [] : [municipality]));
  return { now: current.municipality, before: [...new Set(before)], birthDate: current.birth_date };
}

/** The municipality of a day as known at a position; null where none was known. */
export async function findMunicipality(client: Pool | ClientBase, person: string, day: Day, position: number): Promise<string | null> {
  const { rows } = await client.query<{ municipality: string | null }>({
    name: 'find-municipality',
    text: `select municipality from residence.spells
      where person = $1 and valid_from <= $2 and $2 < valid_to and known_from <= $3 and $3 < known_to
      order by valid_from desc, known_from desc limit 1`,
    values: [person, day, position],
  });
  return rows[0]?.municipality ?? null;
}

export interface ResidentToday {
  readonly municipality: string | null;
  readonly birthDate: Day;
}

/** Where each of many persons lives today as known now. */
export async function findResidentsToday(
  client: Pool | ClientBase,
  persons: readonly string[],
  today: Day,
): Promise<ReadonlyMap<string, ResidentToday>> {
  const { rows } = await client.query<{ person: string; municipality: string | null; birth_date: Day }>(
    `select person, municipality, birth_date from residence.spells
     where person = any($1::uuid[]) and known_to = ${STILL_KNOWN} and valid_from <= $2 and $2 < valid_to`,
    [persons, today],
  );
  return new Map(rows.map((row) => [row.person, { municipality: row.municipality, birthDate: row.birth_date }]));
}
