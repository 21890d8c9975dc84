import type { ClientBase, Pool } from 'pg';
import type { Day } from '#libs/calendar';
import { STILL_KNOWN } from '#libs/bitemporal';
import { eventWithId } from '#libs/event-store';

/** An open finding, with the place of its report in the log. */
export interface KnownFinding {
  readonly item: string;
  readonly check: string;
  readonly reporter: string;
  readonly system: string;
  readonly from: Day;
  readonly position: number;
}

/** The place of a finding in the list of its reporters. */
export interface FindingPlace {
  readonly from: Day;
  readonly item: string;
}

/** Findings with one cause: the same check of the same system's reports. */
export interface FindingCause {
  readonly check: string;
  readonly system: string;
  readonly open: number;
  /** The day of the oldest. */
  readonly since: Day;
  /** The oldest. */
  readonly example: string;
}

const OPEN = `f.known_to = ${STILL_KNOWN} and f.reporter = any($1) and f.valid_from <= $2 and $2 < f.valid_to`;

/** The open findings of these reporters on a day, the newest first. */
export async function findOpenFindings(
  client: Pool | ClientBase,
  reporters: readonly string[],
  { today, after, limit }: { readonly today: Day; readonly after: FindingPlace | undefined; readonly limit: number },
): Promise<readonly KnownFinding[]> {
  const { rows } = await client.query<KnownFinding>({
    name: 'open-findings',
    text: `select f.item, f.check_id as check, f.reporter, f.system, f.valid_from as "from", e.position
      from (select f.* from findings.items f
        where ${OPEN} and ($3::date is null or f.valid_from < $3 or (f.valid_from = $3 and f.item > $4::uuid))
        order by f.valid_from desc, f.item limit $5) f
      join ${eventWithId('f.event_id')}
      order by f.valid_from desc, f.item`,
    values: [reporters, today, after?.from ?? null, after?.item ?? null, limit],
  });
  return rows;
}

/**
 * The place of a finding, open or resolved since.
 * @returns undefined if these reporters never had such a finding
 */
export async function findFindingPlace(
  client: Pool | ClientBase,
  reporters: readonly string[],
  item: string,
): Promise<FindingPlace | undefined> {
  const { rows } = await client.query<FindingPlace>({
    name: 'finding-place',
    text: `select valid_from as "from", item from findings.items
      where item = $1 and reporter = any($2) order by known_from desc limit 1`,
    values: [item, reporters],
  });
  return rows[0];
}

/** The open findings of these reporters on a day by cause, the most first. */
export async function findFindingCauses(
  client: Pool | ClientBase,
  reporters: readonly string[],
  today: Day,
): Promise<readonly FindingCause[]> {
  const { rows } = await client.query<FindingCause>({
    name: 'finding-causes',
    text: `select f.check_id as check, f.system, count(*)::int as open, min(f.valid_from) as since,
        (array_agg(f.item order by f.valid_from, f.item))[1] as example
      from findings.items f where ${OPEN}
      group by f.check_id, f.system order by open desc, f.check_id, f.system`,
    values: [reporters, today],
  });
  return rows;
}
