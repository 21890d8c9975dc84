import type { ClientBase, Pool } from 'pg';
import { addDays } from '#libs/calendar';
import type { Day } from '#events/stored';
import type { EducationStatus, StatusReason } from './statuses.ts';
import { fullAnswer, type KnownSpell, type StoredAnswer } from './stored-answer.ts';

export type { KnownSpell } from './stored-answer.ts';

interface SpellRow {
  valid_from: Day;
  valid_to: Day;
  status: EducationStatus;
  reason: StatusReason | null;
  answer: StoredAnswer;
}

const COLUMNS = 'valid_from, valid_to, status, reason, answer';

/** The spell of a day as known at a position; undefined where nothing of the person was known then. */
export async function findSpell(client: Pool | ClientBase, person: string, day: Day, position: number): Promise<KnownSpell | undefined> {
  const { rows } = await client.query<SpellRow>({
    name: 'find-spell',
    text: `select ${COLUMNS} from education_status.spells
      where person = $1 and valid_from <= $2 and $2 < valid_to and known_from <= $3 and $3 < known_to
      order by valid_from desc, known_from desc limit 1`,
    values: [person, day, position],
  });
  return rows[0] && toSpell(rows[0]);
}

/** The whole timeline as known at a position, in order of days. */
export async function findTimeline(client: Pool | ClientBase, person: string, position: number): Promise<KnownSpell[]> {
  const { rows } = await client.query<SpellRow>({
    name: 'find-timeline',
    text: `select ${COLUMNS} from education_status.spells
      where person = $1 and known_from <= $2 and $2 < known_to order by valid_from`,
    values: [person, position],
  });
  return rows.map(toSpell);
}

function toSpell(row: SpellRow): KnownSpell {
  return {
    ...fullAnswer(row.answer),
    from: row.valid_from,
    to: row.valid_to === 'infinity' ? null : addDays(row.valid_to, -1),
    status: row.status,
    ...(row.reason === null ? {} : { reason: row.reason }),
  };
}
