import type { ClientBase } from 'pg';
import type { Day } from '#events/stored';
import { asColumns, type Ground, type KnownAt, type Settled, settledAt } from '#projections/education-status/knowledge.query';
import { type KnownSpell, type SpellRow, spellOn, toSpell } from '#projections/education-status/status.query';
import { municipalityOn } from '#projections/residence/residence.query';

export interface AskedStatus {
  readonly person: string;
  readonly day: Day;
  readonly knownAt: KnownAt;
  readonly ground: Ground;
}

export interface FoundStatus {
  readonly settled: Settled;
  /** Undefined where nothing of the person was known then. */
  readonly spell: KnownSpell | undefined;
  readonly municipality: string | null;
  /** By the civil number; only where nothing was known, else null. */
  readonly numberBirthDate: Day | null;
}

type StatusRow = Settled & { municipality: string | null; number_birth_date: Day | null } & (SpellRow | { status: null });

/** State of knowledge, spell and municipality of each asked for, in the order asked: one statement for all who ask at the same time. */
export async function findStatuses(client: ClientBase, asked: readonly AskedStatus[]): Promise<FoundStatus[]> {
  const known = asked.map(({ knownAt, ground }) => asColumns(knownAt, ground));
  const { rows } = await client.query<StatusRow>({
    name: 'find-statuses',
    text: `select settled.*, spell.*, home.municipality, case when spell.status is null
          then (select number_birth_date from person_keys.persons where persons.person = asked.person) end as number_birth_date
      from unnest($1::uuid[], $2::date[], $3::bigint[], $4::timestamptz[]) with ordinality asked (person, day, position, time, number)
        cross join lateral (${settledAt('asked.person', 'asked.position', 'asked.time')}) settled
        left join lateral (${spellOn('asked.person', 'asked.day', 'settled.own')}) spell on true
        left join lateral (${municipalityOn('asked.person', 'asked.day', 'settled.own')}) home on true
      order by asked.number`,
    values: [asked.map(({ person }) => person), asked.map(({ day }) => day), known.map(({ position }) => position), known.map(({ time }) => time)],
  });
  return rows.map((row) => ({
    settled: { own: row.own, position: row.position, reached: row.reached },
    spell: row.status === null ? undefined : toSpell(row),
    municipality: row.municipality,
    numberBirthDate: row.number_birth_date,
  }));
}
