import type { ClientBase, Pool } from 'pg';
import { isDay } from '#libs/calendar';
import { STILL_KNOWN } from '#libs/bitemporal';
import { ProblemError } from '#libs/problems';
import type { ClockName } from '#events/follow-up/clock-names';
import type { Day } from '#events/model/stored';
import { CASE_STATES, type CaseRow } from './case-row.ts';

/** The selections of a work list: the states of a case, and the cases a municipality has handed over. */
export const LIST_STATES = [...CASE_STATES, 'handed-over'] as const;
export type ListState = (typeof LIST_STATES)[number];

export interface WorkListQuestion {
  readonly municipality: string;
  /** Undefined for all clocks. */
  readonly clocks?: readonly ClockName[] | undefined;
  /** At least one. */
  readonly states: readonly ListState[];
  /** The cursor of the previous page; opaque to callers. */
  readonly after?: string | undefined;
  /** Cases per page. */
  readonly limit: number;
}

export interface CasePage {
  readonly cases: readonly CaseRow[];
  /** The cursor of the next page; missing on the last page. */
  readonly next?: string;
}

/** Most urgent first: running cases, then ended ones, then those that others hold now; each group by due date. */
const URGENCY = `case when municipality is distinct from $1 then 2
  when state in ('open', 'breached') then 0 else 1 end`;
const HELD = 'municipality = $1 and state = any($2)';
const HANDED_OVER = `(content::jsonb -> 'formerMunicipalities') ? $1 and municipality is distinct from $1`;

/**
 * The cases that a municipality is responsible for (or was when they ended) and, if requested, those it has handed
 * over. Throws invalid-parameter on a cursor of another list.
 */
export async function findCases(
  client: Pool | ClientBase,
  { municipality, clocks, states, after, limit }: WorkListQuestion,
): Promise<CasePage> {
  const from = after === undefined ? undefined : placeOf(after);
  const held = states.filter((state) => state !== 'handed-over');
  const parts = [...(held.length > 0 ? [HELD] : []), ...(states.includes('handed-over') ? [HANDED_OVER] : [])];
  const selected = parts.map(
    (condition) => `select content, due_on, case_id, ${URGENCY} as urgency from follow_up.cases
    where ${condition} and known_to = ${STILL_KNOWN} and ($3::text[] is null or clock = any($3))
      and $2::text[] is not null`,
  );
  const { rows } = await client.query<{ content: CaseRow; urgency: number }>(
    `select content, urgency from (${selected.join(' union all ')}) listed
     where $4::int is null or (urgency, due_on, case_id) > ($4::int, $5::date, $6::uuid)
     order by urgency, due_on, case_id limit $7`,
    [municipality, held, clocks ?? null, from?.urgency ?? null, from?.dueOn ?? null, from?.caseId ?? null, limit + 1],
  );
  const cases = rows.slice(0, limit).map(({ content }) => content);
  const last = rows[limit - 1];
  return rows.length > limit && last ? { cases, next: cursorAt(last) } : { cases };
}

interface ListPlace {
  readonly urgency: number;
  readonly dueOn: Day;
  readonly caseId: string;
}

function cursorAt({ urgency, content: { dueOn, caseId } }: { urgency: number; content: CaseRow }): string {
  return Buffer.from(`${urgency} ${dueOn} ${caseId}`).toString('base64url');
}

function placeOf(cursor: string): ListPlace {
  const match = /^([012]) (\d{4}-\d\d-\d\d) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(
    Buffer.from(cursor, 'base64url').toString(),
  );
  const [, urgency, dueOn, caseId] = match ?? [];
  if (dueOn === undefined || caseId === undefined || !isDay(dueOn))
    throw new ProblemError('invalid-parameter', { detail: 'after is not a cursor of this list.' });
  return { urgency: Number(urgency), dueOn, caseId };
}
