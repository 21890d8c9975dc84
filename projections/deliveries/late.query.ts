import type { ClientBase, Pool } from 'pg';
import type { Day } from '#libs/calendar';

/** A late report without day of the event, enrolment and person. */
export interface LateReport {
  readonly item: string;
  readonly type: string;
  readonly system: string;
  readonly dueOn: Day;
  readonly receivedOn: Day;
  /** Workdays. */
  readonly late: number;
}

/** The place of an item in its reporter's list. */
export interface LatePlace {
  readonly dueOn: Day;
  readonly item: string;
}

/**
 * The place of an item of this reporter.
 * @returns undefined if the reporter has no such item
 */
export async function findLatePlace(
  client: Pool | ClientBase,
  reporter: string,
  item: string,
): Promise<LatePlace | undefined> {
  const { rows } = await client.query<LatePlace>({
    name: 'late-place',
    text: 'select due_on as "dueOn", item from deliveries.late where item = $1 and reporter = $2',
    values: [item, reporter],
  });
  return rows[0];
}

/** The late reports of a reporter, the latest due first. */
export async function findLateReports(
  client: Pool | ClientBase,
  reporter: string,
  { after, limit }: { readonly after: LatePlace | undefined; readonly limit: number },
): Promise<readonly LateReport[]> {
  const { rows } = await client.query<LateReport>({
    name: 'late-reports',
    text: `select item, type, system, due_on as "dueOn", received_on as "receivedOn", late from deliveries.late
      where reporter = $1 and ($2::date is null or due_on < $2 or (due_on = $2 and item > $3::uuid))
      order by due_on desc, item limit $4`,
    values: [reporter, after?.dueOn ?? null, after?.item ?? null, limit],
  });
  return rows;
}
