import type { PoolClient } from 'pg';
import { type Day, localDay } from '#libs/calendar';
import { type FeedEntry, findReports } from '#libs/event-store';
import type { InstitutionRegister } from '#libs/institutions';
import type { RuleBook } from '#libs/rules';
import type { Reader } from '#libs/subscriptions';
import { type DeliveredReport, type Delivery, deliveryOf } from './delivery.ts';
import { addWeeks, type ItemOf, noteFirstReports, writeLate } from './write.ts';
import { sumWeeks } from './week-sums.ts';

export const DELIVERIES = 'deliveries';

/** Emptied if the reader starts at the beginning of the log: it adds to what is there. */
export const DELIVERIES_TABLES = 'deliveries.first_reports, deliveries.weeks, deliveries.late';

/**
 * Counts who reported when: one pass over each event's own times, without loading a person. The rows move in the
 * transaction of the checkpoint, so each report counts once.
 */
export function deliveriesReader(
  rules: RuleBook,
  institutions: Pick<InstitutionRegister, 'find'>,
  itemOf: ItemOf,
): Reader {
  return {
    name: DELIVERIES,
    async apply(client: PoolClient, events: readonly FeedEntry[]): Promise<void> {
      const reports = await findReports(
        client,
        events.map(({ position }) => position),
      );
      if (reports.length === 0) return;
      const connectedOn = await noteFirstReports(client, reports);
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
      await addWeeks(client, sumWeeks(deliveries));
      await writeLate(client, deliveries, itemOf);
    },
  };
}
