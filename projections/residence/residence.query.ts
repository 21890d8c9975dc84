import type { ClientBase, Pool } from 'pg';
import type { Day } from '#events/model/stored';
import { recordedAt } from '#libs/event-store';
import { longPersons, STILL_KNOWN } from '#libs/bitemporal';

export interface KnownResidences {
  /** The municipality the person lives in today as known now; null if none is known. */
  readonly now: string | null;
  /** The municipality last known if none is known now; it keeps case and access. Null if none was ever known. */
  readonly lastKnown: string | null;
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

/** Residences of many persons as known now. Omits unknown persons. */
export async function findResidences(
  client: Pool | ClientBase,
  persons: readonly string[],
  today: Day,
): Promise<ReadonlyMap<string, KnownResidences>> {
  const { rows } = await client.query<ResidenceRow>({
    name: 'find-residences',
    text: `select person, municipality, last_known, birth_date from residence.spells
      where person = any($1::uuid[]) and known_to = ${STILL_KNOWN} and valid_from <= $2
        order by person, valid_from desc`,
    values: [persons, today],
  });
  const found = new Map<string, KnownResidences & { before: string[] }>();
  for (const { person, municipality, last_known: lastKnown, birth_date: birthDate } of rows) {
    const known = found.get(person);
    if (!known)
      found.set(person, {
        now: municipality,
        lastKnown: municipality === null ? lastKnown : null,
        before: [],
        birthDate,
      });
    else if (municipality !== null && municipality !== known.now && !known.before.includes(municipality))
      known.before.push(municipality);
  }
  return found;
}

/**
 * The persons for whom a municipality was responsible on some day of a span: as known now, or as known until a moment
 * in the span. Of a long stream only the present knowledge may be kept (docs/adr/0025); such persons are included,
 * because what depends on the answer cannot be undone.
 */
export async function findResponsibleSince(
  client: Pool | ClientBase,
  persons: readonly string[],
  { since, today }: { since: Day; today: Day },
): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ person: string }>({
    name: 'find-responsible-since',
    text: `select distinct person from residence.spells
      where person = any($1::uuid[]) and municipality is not null and valid_from <= $3 and $2 < valid_to
        and (known_to = ${STILL_KNOWN} or ${recordedAt('known_to')} >= $2::date)
      union select person from (${longPersons()}) long where person = any($1::uuid[])`,
    values: [persons, since, today],
  });
  return new Set(rows.map(({ person }) => person));
}

/** SQL of the municipality on a day as known at a position; no row if none was known. */
export function municipalityOn(person: string, day: string, position: string): string {
  return `select municipality from residence.spells
    where person = ${person} and valid_from <= ${day} and ${day} < valid_to
      and known_from <= ${position} and ${position} < known_to
    order by valid_from desc, known_from desc limit 1`;
}
