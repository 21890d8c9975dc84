import type { ClientBase, Pool } from 'pg';
import type { Day } from '#libs/calendar';

/** The first report of a reporter of a type. */
export interface FirstReportOn {
  readonly reporter: string;
  readonly type: string;
  readonly since: Day;
}

/** The first reports of these reporters, in the order of reporter and type. */
export async function findFirstReports(
  client: Pool | ClientBase,
  reporters: readonly string[],
): Promise<readonly FirstReportOn[]> {
  const { rows } = await client.query<FirstReportOn>({
    name: 'first-reports',
    text: `select reporter, type, received_on as since from deliveries.first_reports
      where reporter = any($1) order by reporter, type`,
    values: [reporters],
  });
  return rows;
}
