import type { ClientBase, Pool } from 'pg';
import type { Day } from '#events/stored';
import { STILL_KNOWN } from '#libs/knowledge';

export interface KnownResidences {
  /** The municipality responsible today as known now: of residence, else the one last known; null if none was ever known. */
  readonly now: string | null;
  /** Whether `now` is only the one last known. */
  readonly isLastKnown: boolean;
  /** Municipalities of earlier residence. */
  readonly before: readonly string[];
  readonly birthDate: Day;
}

interface ResidenceRow {
  person: string;
  municipality: string | null;
  last_known: string | null;
  birth_date: Day;
}

/** Residences of many persons as known now; who is not known is not among them. */
export async function findResidences(client: Pool | ClientBase, persons: readonly string[], today: Day): Promise<ReadonlyMap<string, KnownResidences>> {
  const { rows } = await client.query<ResidenceRow>({
    name: 'find-residences',
    text: `select person, municipality, last_known, birth_date from residence.spells
      where person = any($1::uuid[]) and known_to = ${STILL_KNOWN} and valid_from <= $2 order by person, valid_from desc`,
    values: [persons, today],
  });
  const found = new Map<string, { now: string | null; isLastKnown: boolean; before: string[]; birthDate: Day }>();
  for (const { person, municipality, last_known: lastKnown, birth_date: birthDate } of rows) {
    const known = found.get(person);
    if (!known) found.set(person, { now: municipality ?? lastKnown, isLastKnown: municipality === null && lastKnown !== null, before: [], birthDate });
    else if (municipality !== null && municipality !== known.now && !known.before.includes(municipality)) known.before.push(municipality);
  }
  return found;
}

/** SQL of the municipality of a day as known at a position; no row where none was known. */
export function municipalityOn(person: string, day: string, position: string): string {
  return `select municipality from residence.spells
    where person = ${person} and valid_from <= ${day} and ${day} < valid_to and known_from <= ${position} and ${position} < known_to
    order by valid_from desc, known_from desc limit 1`;
}

export interface ResidentToday {
  readonly municipality: string | null;
  readonly birthDate: Day;
}

/** The municipality responsible for each of many persons today as known now: of residence, else the one last known. */
export async function findResidentsToday(
  client: Pool | ClientBase,
  persons: readonly string[],
  today: Day,
): Promise<ReadonlyMap<string, ResidentToday>> {
  const { rows } = await client.query<{ person: string; municipality: string | null; birth_date: Day }>(
    `select person, coalesce(municipality, last_known) as municipality, birth_date from residence.spells
     where person = any($1::uuid[]) and known_to = ${STILL_KNOWN} and valid_from <= $2 and $2 < valid_to`,
    [persons, today],
  );
  return new Map(rows.map((row) => [row.person, { municipality: row.municipality, birthDate: row.birth_date }]));
}
