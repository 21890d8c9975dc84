import type { ClientBase, Pool } from 'pg';
import type { Day } from '#libs/calendar';

/** A late report without day of the event, enrolment and person. */
export interface LateReport {
  readonly item: string;
  /** Of the report in the log. */
  readonly position: number;
  readonly reporter: string;
  readonly type: string;
  readonly system: string;
  readonly dueOn: Day;
  readonly receivedOn: Day;
  /** Workdays. */
  readonly late: number;
}

/** The place of an item in a list. */
export interface LatePlace {
  readonly dueOn: Day;
  readonly item: string;
}

/**
 * The place of an item of one of these reporters.
 * @returns undefined if they have no such item
 */
export async function findLatePlace(
  client: Pool | ClientBase,
  reporters: readonly string[],
  item: string,
): Promise<LatePlace | undefined> {
  const { rows } = await client.query<LatePlace>({
    name: 'late-place',
    text: 'select due_on as "dueOn", item from deliveries.late where item = $1 and reporter = any($2)',
    values: [item, reporters],
  });
  return rows[0];
}

/** The late reports of these reporters, the latest due first. Reads no more than a page of each. */
export async function findLateReports(
  client: Pool | ClientBase,
  reporters: readonly string[],
  { after, limit }: { readonly after: LatePlace | undefined; readonly limit: number },
): Promise<readonly LateReport[]> {
  const { rows } = await client.query<LateReport>({
    name: 'late-reports',
    text: `select page.* from unnest($1::text[]) as own (reporter) cross join lateral (
        select item, position, reporter, type, system, due_on as "dueOn", received_on as "receivedOn", late
        from deliveries.late
        where reporter = own.reporter and ($2::date is null or due_on < $2 or (due_on = $2 and item > $3::uuid))
        order by due_on desc, item limit $4) page
      order by "dueOn" desc, item limit $4`,
    values: [reporters, after?.dueOn ?? null, after?.item ?? null, limit],
  });
  return rows;
}
