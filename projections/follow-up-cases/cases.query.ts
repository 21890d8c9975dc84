import type { ClientBase, Pool } from 'pg';
import { isDay } from '#libs/calendar';
import { STILL_KNOWN } from '#libs/knowledge';
import { ProblemError } from '#libs/problems';
import type { ClockName } from '#events/follow-up/follow-up.event';
import type { Day } from '#events/stored';
import type { CaseRow, CaseState } from './case-row.ts';

export interface WorkList {
  readonly municipality: string;
  readonly clock?: ClockName | undefined;
  readonly state?: CaseState | undefined;
  /** The cursor of the page before; opaque to callers. */
  readonly after?: string | undefined;
  /** Cases per page. */
  readonly limit: number;
}

export interface CasePage {
  readonly cases: readonly CaseRow[];
  /** Where the next page begins; missing on the last. */
  readonly next?: string;
}

/** The cases a municipality is responsible for now (or was when they ended), due first. Throws invalid-parameter on a foreign cursor. */
export async function findCases(client: Pool | ClientBase, { municipality, clock, state, after, limit }: WorkList): Promise<CasePage> {
  const from = after === undefined ? undefined : placeOf(after);
  const conditions = ['municipality = $1', `known_to = ${STILL_KNOWN}`];
  const values: unknown[] = [municipality];
  const where = (condition: (place: string) => string, value: unknown) => {
    values.push(value);
    conditions.push(condition(`$${values.length}`));
  };
  if (clock !== undefined) where((place) => `clock = ${place}`, clock);
  if (state !== undefined) where((place) => `state = ${place}`, state);
  if (from !== undefined) {
    values.push(from.dueOn, from.caseId);
    conditions.push(`(due_on, case_id) > ($${values.length - 1}, $${values.length})`);
  }
  values.push(limit + 1);
  const { rows } = await client.query<{ content: CaseRow }>(
    `select content from follow_up.cases where ${conditions.join(' and ')} order by due_on, case_id limit $${values.length}`,
    values,
  );
  const cases = rows.slice(0, limit).map(({ content }) => content);
  const last = cases.at(-1);
  return rows.length > limit && last ? { cases, next: cursorAt(last) } : { cases };
}

/** A person's cases as known at a log position, oldest clock first. */
export async function findCasesOfPerson(client: Pool | ClientBase, person: string, position: number): Promise<CaseRow[]> {
  const { rows } = await client.query<{ content: CaseRow }>({
    name: 'find-cases-of-person',
    text: `select content from follow_up.cases
      where person = $1 and known_from <= $2 and $2 < known_to order by known_on, case_id`,
    values: [person, position],
  });
  return rows.map(({ content }) => content);
}

function cursorAt({ dueOn, caseId }: CaseRow): string {
  return Buffer.from(`${dueOn} ${caseId}`).toString('base64url');
}

function placeOf(cursor: string): { readonly dueOn: Day; readonly caseId: string } {
  const match = /^(\d{4}-\d\d-\d\d) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(Buffer.from(cursor, 'base64url').toString());
  const [, dueOn, caseId] = match ?? [];
  if (dueOn === undefined || caseId === undefined || !isDay(dueOn)) throw new ProblemError('invalid-parameter', { detail: 'after is not a cursor of this list.' });
  return { dueOn, caseId };
}
