import type { PoolClient } from 'pg';
import { type Day, localDay } from '#libs/calendar';
import { isCurrent, type VersionedTable } from '#libs/bitemporal';
import { type FeedEntry, findReports } from '#libs/event-store';
import type { InstitutionRegister } from '#libs/institutions';
import type { RuleBook } from '#libs/rules';
import { FeedFault, type Reader } from '#libs/subscriptions';
import { type DeliveredReport, type Delivery, deliveryOf } from './delivery.ts';
import { LIVE_TABLES } from './tables.ts';
import { addWeeks, type ItemOf, noteFirstReports, writeLate } from './write.ts';
import { sumWeeks } from './week-sums.ts';

export const DELIVERIES = 'deliveries';

/** The tables with the version by which their rows are counted. */
export function versionedDeliveries({ version }: Pick<RuleBook, 'version'>): VersionedTable {
  return { name: DELIVERIES, table: LIVE_TABLES.weeks, version };
}

/**
 * Counts who reported when: one pass over each event's own times, without loading a person. The rows move in the
 * transaction of the checkpoint, so each report counts once. An event that cannot be counted parks its own stream. If
 * that is the first report of a reporter and type, a later one counts as the first until the deliveries are recounted.
 */
export function deliveriesReader(
  rules: RuleBook,
  institutions: Pick<InstitutionRegister, 'find'>,
  itemOf: ItemOf,
  tables = LIVE_TABLES,
): Reader {
  return {
    name: DELIVERIES,
    parksPersons: true,
    async apply(client: PoolClient, events: readonly FeedEntry[]): Promise<void> {
      const reports = await findReports(
        client,
        events.map(({ position }) => position),
      );
      if (reports.length === 0) return;
      if (tables === LIVE_TABLES && !(await isCurrent(client, versionedDeliveries(rules))))
        throw new FeedFault('the deliveries are counted by another rule version: this worker is older or newer');
      const connectedOn = await noteFirstReports(client, tables, reports);
      const deliveries = reports.map((report): readonly [DeliveredReport, Delivery] => {
        const { reporter, receivedAt } = report;
        const day: Day = localDay(receivedAt);
        return [
          report,
          deliveryOf(report, {
            rules: rules.on(day),
            institutionType: institutions.find(reporter, day)?.type,
            connectedOn: connectedOn(report),
          }),
        ];
      });
      await addWeeks(client, tables, sumWeeks(deliveries));
      await writeLate(client, tables, deliveries, itemOf);
    },
  };
}
