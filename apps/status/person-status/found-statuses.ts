import type { ClientBase } from 'pg';
import type { Day } from '#events/model/stored';
import { beliefOn, foldUnkept, isLong } from '#libs/bitemporal';
import { numberBirthDateOf } from '#libs/persons';
import type { RuleBook } from '#libs/rules';
import {
  asColumns,
  type Ground,
  type KnownAt,
  type Settled,
  settledAt,
} from '#projections/education-status/knowledge.query';
import { educationStatus } from '#projections/education-status/projection';
import {
  type KnownSpell,
  type SpellRow,
  spellOn,
  toKnownSpell,
  toSpell,
} from '#projections/education-status/status.query';
import { residence } from '#projections/residence/projection';
import { municipalityOn } from '#projections/residence/residence.query';

export interface RequestedStatus {
  readonly person: string;
  readonly day: Day;
  readonly knownAt: KnownAt;
  readonly ground: Ground;
}

export interface FoundStatus {
  readonly settled: Settled;
  /** Undefined if nothing was known of the person then. */
  readonly spell: KnownSpell | undefined;
  readonly municipality: string | null;
  /** By the civil number, if nothing was known; else null. */
  readonly numberBirthDate: Day | null;
}

type StatusRow = Settled & { municipality: string | null; number_birth_date: Day | null; long: boolean | null } & (
    SpellRow | { status: null }
  );

/** State of knowledge, spell and municipality per question, in order, by one statement for simultaneous questions. */
export async function findStatuses(
  client: ClientBase,
  rules: RuleBook,
  asked: readonly RequestedStatus[],
): Promise<FoundStatus[]> {
  const known = asked.map(({ knownAt, ground }) => asColumns(knownAt, ground));
  const { rows } = await client.query<StatusRow>({
    name: 'find-statuses',
    text: `select settled.*, spell.*, home.municipality, case when spell.status is null
          then ${numberBirthDateOf('asked.person')} end as number_birth_date,
        case when spell.status is null or home.municipality is null then ${isLong('asked.person')} end as long
      from unnest($1::uuid[], $2::date[], $3::bigint[], $4::timestamptz[]) with ordinality asked
      (person, day, position, time, number)
        cross join lateral (${settledAt('asked.person', 'asked.position', 'asked.time')}) settled
        left join lateral (${spellOn('asked.person', 'asked.day', 'settled.own')}) spell on true
        left join lateral (${municipalityOn('asked.person', 'asked.day', 'settled.own')}) home on true
      order by asked.number`,
    values: [
      asked.map(({ person }) => person),
      asked.map(({ day }) => day),
      known.map(({ position }) => position),
      known.map(({ time }) => time),
    ],
  });
  const found = rows.map((row): FoundStatus => ({
    settled: { own: row.own, position: row.position, reached: row.reached },
    spell: row.status === null ? undefined : toSpell(row),
    municipality: row.municipality,
    numberBirthDate: row.number_birth_date,
  }));
  const long = rows.flatMap((row, index) => (row.long === true ? [index] : []));
  return long.length === 0 ? found : withFolded(client, rules, { asked, found, long });
}

interface Found {
  readonly asked: readonly RequestedStatus[];
  readonly found: readonly FoundStatus[];
  /** Indexes of the persons with long streams. */
  readonly long: readonly number[];
}

/** Folds the states that have no stored row, for persons with long streams (docs/adr/0025). */
async function withFolded(client: ClientBase, rules: RuleBook, { asked, found, long }: Found): Promise<FoundStatus[]> {
  const at = long.map((index) => ({ person: asked[index]?.person ?? '', position: found[index]?.settled.own ?? 0 }));
  const [spells, homes] = [
    await foldUnkept(client, educationStatus(rules), at),
    await foldUnkept(client, residence(rules), at),
  ];
  return found.map((one, index) => {
    const place = long.indexOf(index);
    if (place < 0) return one;
    const day = asked[index]?.day ?? '';
    const spell = beliefOn(spells[place] ?? [], day);
    const home = beliefOn(homes[place] ?? [], day)?.columns[1] ?? null;
    return { ...one, spell: one.spell ?? (spell && toKnownSpell(spell)), municipality: one.municipality ?? home };
  });
}
