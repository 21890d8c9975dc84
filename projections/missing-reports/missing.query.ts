import type { ClientBase, Pool } from 'pg';
import { STILL_KNOWN } from '#libs/bitemporal';
import type { Day } from '#libs/calendar';
import type { MissingCheck, MissingReason } from './missing-checks.ts';

/** An item that is open on a day, as known now. */
export interface MissingItem {
  readonly item: string;
  readonly reporter: string;
  readonly check: MissingCheck;
  readonly reason: MissingReason;
  readonly department: string | null;
  readonly enrolmentId: string | null;
  readonly dueOn: Day;
  /** The event that gives rise to the expectation. */
  readonly eventId: string;
}

/** The place of an item: by reporter, then the oldest due first. */
export interface MissingPlace {
  readonly reporter: string;
  readonly validFrom: Day;
  readonly item: string;
}

/** SQL for the items of reporters ($1) that are open on a day ($2), as known now. */
const OPEN = `missing_reports.items where known_to = ${STILL_KNOWN} and reporter = any($1) and valid_from <= $2
  and $2 < valid_to`;

/**
 * The last known place of an item of these reporters; an item that was resolved since still has one.
 * @returns undefined if none of them ever had the item
 */
export async function findMissingPlace(
  client: Pool | ClientBase,
  reporters: readonly string[],
  item: string,
): Promise<MissingPlace | undefined> {
  const { rows } = await client.query<MissingPlace>({
    name: 'missing-place',
    text: `select reporter, valid_from as "validFrom", item from missing_reports.items
      where item = $2 and reporter = any($1) order by known_to desc limit 1`,
    values: [reporters, item],
  });
  return rows[0];
}

/** A page of the open items of reporters. */
export async function findMissingItems(
  client: Pool | ClientBase,
  reporters: readonly string[],
  { day, after, limit }: { readonly day: Day; readonly after: MissingPlace | undefined; readonly limit: number },
): Promise<readonly MissingItem[]> {
  const { rows } = await client.query<MissingItem>({
    name: after === undefined ? 'missing-items' : 'missing-items-after',
    text: `select item, reporter, check_id as "check", reason, department, enrolment_id as "enrolmentId",
        valid_from - 1 as "dueOn", event_id as "eventId" from ${OPEN}
      ${after === undefined ? '' : 'and (reporter, valid_from, item) > ($4, $5::date, $6::uuid)'}
      order by reporter, valid_from, item limit $3`,
    values: [reporters, day, limit, ...(after === undefined ? [] : [after.reporter, after.validFrom, after.item])],
  });
  return rows;
}

export interface MissingCount {
  readonly check: MissingCheck;
  readonly reason: MissingReason;
  readonly items: number;
  /** The earliest day on which one of them was due. */
  readonly oldestDueOn: Day;
}

/** The number of open items by check and reason, in this order. */
export async function countMissing(
  client: Pool | ClientBase,
  reporters: readonly string[],
  day: Day,
): Promise<readonly MissingCount[]> {
  const { rows } = await client.query<MissingCount>({
    name: 'missing-counts',
    text: `select check_id as "check", reason, count(*)::int as items, min(valid_from) - 1 as "oldestDueOn" from ${OPEN}
      group by check_id, reason order by check_id, reason`,
    values: [reporters, day],
  });
  return rows;
}

/** The number of open items of each reporter that has any; null: of all reporters. */
export async function countMissingByReporter(
  client: Pool | ClientBase,
  reporters: readonly string[] | null,
  day: Day,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await client.query<{ reporter: string; items: number }>({
    name: 'missing-by-reporter',
    text: `select reporter, count(*)::int as items from missing_reports.items
      where known_to = ${STILL_KNOWN} and ($1::text[] is null or reporter = any($1)) and valid_from <= $2
        and $2 < valid_to group by reporter`,
    values: [reporters, day],
  });
  return new Map(rows.map(({ reporter, items }) => [reporter, items]));
}
