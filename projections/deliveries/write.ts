import type { ClientBase } from 'pg';
import { type Day, localDay } from '#libs/calendar';
import { parseSource } from '#events/model/source';
import type { DeliveredReport, Delivery } from './delivery.ts';
import type { DeliveryTables } from './tables.ts';
import type { WeekSums } from './week-sums.ts';

interface FirstReport {
  readonly reporter: string;
  readonly type: string;
  readonly received_on: Day;
}

/** Records the first report of each reporter and type. Returns the day of a report's first one. */
export async function noteFirstReports(
  client: ClientBase,
  { firstReports }: Pick<DeliveryTables, 'firstReports'>,
  reports: readonly DeliveredReport[],
): Promise<(report: DeliveredReport) => Day> {
  const keyOf = ({ reporter, type }: Pick<FirstReport, 'reporter' | 'type'>): string => `${reporter} ${type}`;
  const firsts = new Map<string, FirstReport>();
  for (const { reporter, type, receivedAt } of reports) {
    const first = { reporter, type, received_on: localDay(receivedAt) };
    if (!firsts.has(keyOf(first))) firsts.set(keyOf(first), first);
  }
  // The update that changes nothing returns the row that is there.
  const { rows } = await client.query<FirstReport>({
    name: `note-first-reports ${firstReports}`,
    text: `insert into ${firstReports} as kept (reporter, type, received_on)
      select reporter, type, received_on
      from jsonb_to_recordset($1::jsonb) as first (reporter text, type text, received_on date) order by reporter, type
      on conflict (reporter, type) do update set received_on = kept.received_on
      returning kept.reporter, kept.type, kept.received_on`,
    values: [JSON.stringify([...firsts.values()])],
  });
  const known = new Map(rows.map((row) => [keyOf(row), row.received_on]));
  return (report) => known.get(keyOf(report)) ?? localDay(report.receivedAt);
}

/** Adds a page's sums to the weeks. */
export async function addWeeks(
  client: ClientBase,
  { weeks }: Pick<DeliveryTables, 'weeks'>,
  sums: readonly WeekSums[],
): Promise<void> {
  await client.query({
    name: `add-delivery-weeks ${weeks}`,
    text: `insert into ${weeks} as kept
        (week, reporter, system, type, reports, on_time, history, corrections, withdrawals,
          took, to_register, to_receive)
      select week, reporter, system, type, reports, "onTime", history, corrections, withdrawals, took,
        "toRegister", "toReceive"
      from jsonb_to_recordset($1::jsonb) as page (week text, reporter text, system text, type text, reports integer,
        "onTime" integer, history integer, corrections integer, withdrawals integer,
        took integer[], "toRegister" integer[], "toReceive" integer[])
      on conflict (reporter, week, type, system) do update set
        reports = kept.reports + excluded.reports,
        on_time = kept.on_time + excluded.on_time,
        history = kept.history + excluded.history,
        corrections = kept.corrections + excluded.corrections,
        withdrawals = kept.withdrawals + excluded.withdrawals,
        took = deliveries.added(kept.took, excluded.took),
        to_register = deliveries.added(kept.to_register, excluded.to_register),
        to_receive = deliveries.added(kept.to_receive, excluded.to_receive)`,
    values: [JSON.stringify(sums)],
  });
}

/**
 * The id of an item about a report. It does not tell which report: an event id can be computed from a sender's own ids,
 * a stream's id cannot.
 */
export type ItemOf = (report: Pick<DeliveredReport, 'stream' | 'eventId'>) => string;

/** Writes a row for each late report. */
export async function writeLate(
  client: ClientBase,
  { late: table }: Pick<DeliveryTables, 'late'>,
  deliveries: readonly (readonly [DeliveredReport, Delivery])[],
  itemOf: ItemOf,
): Promise<void> {
  const late = deliveries.filter(
    ([, delivery]) => delivery.late > 0 && delivery.countsAs === 'report' && !delivery.isHistory,
  );
  if (late.length === 0) return;
  await client.query({
    name: `write-late-reports ${table}`,
    text: `insert into ${table} (position, item, reporter, system, type, due_on, received_on, late)
      select position, item, reporter, system, type, due_on, received_on, late
      from jsonb_to_recordset($1::jsonb) as page (position bigint, item uuid, reporter text, system text, type text,
        due_on date, received_on date, late integer)`,
    values: [
      JSON.stringify(
        late.map(([report, { dueOn, late: workdays }]) => ({
          position: report.position,
          item: itemOf(report),
          reporter: report.reporter,
          system: parseSource(report.source)?.systemId ?? '',
          type: report.type,
          due_on: dueOn,
          received_on: localDay(report.receivedAt),
          late: workdays,
        })),
      ),
    ],
  });
}
