import type { ClientBase, Pool } from 'pg';
import { addDays } from '#libs/calendar';
import { type At, type BelievedRow, foldUnkept } from '#libs/bitemporal';
import type { RuleBook } from '#libs/rules';
import type { Day } from '#events/model/stored';
import { educationStatus } from './projection.ts';
import type { EducationStatus, StatusReason } from './statuses.ts';
import { fullAnswer, type KnownSpell, type StoredAnswer } from './stored-answer.ts';

export type { KnownSpell } from './stored-answer.ts';

/** The columns of a spell that a statement with `spellOn` returns. */
export interface SpellRow {
  valid_from: Day;
  valid_to: Day;
  status: EducationStatus;
  reason: StatusReason | null;
  answer: StoredAnswer;
}

const COLUMNS = 'valid_from, valid_to, status, reason, answer';

/** SQL of the spell of a day as known at a position; the arguments are SQL. */
export function spellOn(person: string, day: string, position: string): string {
  return `select ${COLUMNS} from education_status.spells
    where person = ${person} and valid_from <= ${day} and ${day} < valid_to
      and known_from <= ${position} and ${position} < known_to
    order by valid_from desc, known_from desc limit 1`;
}

/** The whole timeline as known at a position, in order of days. */
export async function findTimeline(
  client: Pool | ClientBase,
  rules: RuleBook,
  person: string,
  position: number,
): Promise<KnownSpell[]> {
  return (await findTimelines(client, rules, [{ person, position }]))[0] ?? [];
}

/** Whole timelines in the given order, each as known at its own position. */
export async function findTimelines(
  client: Pool | ClientBase,
  rules: RuleBook,
  asked: readonly At[],
): Promise<KnownSpell[][]> {
  const { rows } = await client.query<SpellRow & { number: number }>({
    name: 'find-timelines',
    text: `select asked.number, spell.* from unnest($1::uuid[], $2::bigint[]) with ordinality
      asked (person, position, number), lateral (
        select ${COLUMNS} from education_status.spells
        where person = asked.person and known_from <= asked.position and asked.position < known_to
      ) spell order by asked.number, spell.valid_from`,
    values: [asked.map(({ person }) => person), asked.map(({ position }) => position)],
  });
  const found = asked.map((): KnownSpell[] => []);
  for (const row of rows) found[row.number - 1]?.push(toSpell(row));
  const without = asked.flatMap((one, index) => (found[index]?.length === 0 ? [{ ...one, index }] : []));
  const folded = await foldUnkept(client, educationStatus(rules), without);
  without.forEach(({ index }, place) => (found[index] = (folded[place] ?? []).map(toKnownSpell)));
  return found;
}

/** Converts a row that is not kept to a spell. */
export function toKnownSpell({ key, columns: [validTo, status, reason, , answer] }: BelievedRow): KnownSpell {
  const row = {
    valid_from: key,
    valid_to: validTo,
    status,
    reason,
    answer: JSON.parse(answer ?? '{}') as StoredAnswer,
  };
  return toSpell(row as SpellRow);
}

export function toSpell(row: SpellRow): KnownSpell {
  return {
    ...fullAnswer(row.answer),
    from: row.valid_from,
    to: row.valid_to === 'infinity' ? null : addDays(row.valid_to, -1),
    status: row.status,
    ...(row.reason === null ? {} : { reason: row.reason }),
  };
}
