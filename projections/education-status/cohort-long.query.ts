import type { ClientBase } from 'pg';
import { type BelievedRow, beliefOn, beliefsAt, isKept, type KnowledgeProjection, longPersons } from '#libs/bitemporal';
import { loadHistories } from '#libs/persons';
import type { RuleBook } from '#libs/rules';
import type { PersonHistory } from '#events/person-event';
import type { Cell, Shown } from './cohort-cells.ts';
import { type AgeSplit, type CohortQuestion, countAnew, joinsOf, SECRET_COLUMNS } from './cohort-count.ts';
import { educationStatus } from './projection.ts';
import { toKnownSpell } from './status.query.ts';

/** The rules and projections that fold a state of knowledge if its rows are not kept. */
export interface Folds {
  readonly rules: RuleBook;
  /** Municipality and birth date: the residence projection. */
  readonly homes: KnowledgeProjection;
}

interface LongPerson {
  readonly person: string;
  readonly kept: boolean;
  readonly secret: number;
  readonly level: number | null;
}

/**
 * Counts the persons with long streams (docs/adr/0025): by their rows if those of the question's state of knowledge are
 * kept, else by folding, one person at a time. There are few of them, and few questions concern knowledge of long ago.
 */
export async function countLong(client: ClientBase, folds: Folds, question: CohortQuestion): Promise<Cell[]> {
  const { position, split } = question;
  const agedAt = split.kind === 'ages' ? split.agedAt : position;
  const secrets = split.kind === 'secrets';
  const { rows } = await client.query<LongPerson>(
    `select s.person, ${isKept('education_status.spells', 's.person', '$1::bigint')}
       and ${isKept('residence.spells', 's.person', 'least($1, $2::bigint)')} as kept,
         ${secrets ? SECRET_COLUMNS : '0 as secret, null as level'}
     from (${longPersons()}) s ${secrets ? joinsOf({ kind: 'secrets', key: '$3::bytea' }) : ''}`,
    [position, agedAt, ...(secrets ? [split.key] : [])],
  );
  if (rows.length === 0) return [];
  const of = (kept: boolean): string[] => rows.flatMap((row) => (row.kept === kept ? [row.person] : []));
  const longs = new Map(rows.map((row) => [row.person, row]));
  // The keys come from the log, not from a caller, so they can be written into the statement and need no parameter.
  const keys = of(true).map((person) => `'${person}'::uuid`);
  const cells =
    keys.length === 0 ? [] : await countAnew(client, question, (column) => `${column} in (${keys.join(', ')})`);
  const histories = of(false).length === 0 ? [] : await loadHistories(client, of(false));
  return [
    ...cells,
    ...histories.flatMap((history) => cellOf(history, longs.get(history.person), folds, question) ?? []),
  ];
}

/** Makes the same cell as columnsOf and joinsOf (cohort-count.ts) make of rows. */
function cellOf(
  history: PersonHistory,
  long: LongPerson | undefined,
  { rules, homes }: Folds,
  { validOn, position, municipality, split }: CohortQuestion,
): Cell | undefined {
  const spell = beliefOn(beliefsAt(educationStatus(rules), history, position), validOn);
  const home =
    municipality === undefined ? undefined : beliefOn(beliefsAt(homes, history, position), validOn)?.columns[1];
  if (!spell || home !== municipality) return undefined;
  const { status, enrolment } = toKnownSpell(spell);
  if (split.kind === 'secrets')
    return {
      shown: null,
      status,
      kind: null,
      institution: null,
      level: long?.level ?? null,
      persons: 1,
      secret: long?.secret ?? 0,
    };
  const shown = shownOf(beliefsAt(homes, history, split.agedAt), split);
  return {
    shown,
    status: shown === 'not-shown' ? null : status,
    kind: shown === 'narrowed' ? (enrolment?.kind ?? null) : null,
    institution:
      shown === 'full' ? (spell.columns[3] ?? null) : shown === 'narrowed' ? (enrolment?.institution ?? null) : null,
    level: null,
    persons: 1,
    secret: 0,
  };
}

/** Every row of residence contains the birth date. */
function shownOf(homes: readonly BelievedRow[], { fullAfter, shownAfter }: AgeSplit): Shown {
  const birthDate = homes.at(-1)?.columns[2] ?? '';
  return birthDate > fullAfter ? 'full' : birthDate > shownAfter ? 'narrowed' : 'not-shown';
}
