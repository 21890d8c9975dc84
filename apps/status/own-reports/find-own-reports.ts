import type { ClientBase, Pool } from 'pg';
import { parseSource } from '#events/model/source';
import { decideAccess } from '#libs/access';
import type { Day } from '#libs/calendar';
import { findReportIds } from '#libs/event-store';
import type { Actor } from '#libs/identity';
import type { RuleBook } from '#libs/rules';

/** What names a report to its sender. */
export interface OwnReport {
  /** The sender's own id. */
  readonly id: string;
  readonly eventId: string;
  readonly receipt: string;
  readonly type: string;
  readonly enrolmentId?: string;
  readonly occurredOn: Day;
}

/**
 * The reports at these positions that the caller's own system sent, by position. Ids are shown to whom the receipt is
 * shown: another system of the same reporter gets neither.
 */
export async function findOwnReports(
  client: Pool | ClientBase,
  actor: Actor,
  { positions, rules, today }: { readonly positions: readonly number[]; readonly rules: RuleBook; readonly today: Day },
): Promise<ReadonlyMap<number, OwnReport>> {
  const limits = rules.on(today);
  const found = await findReportIds(client, positions);
  return new Map(
    found.flatMap(({ position, source, senderId, eventId, type, enrolmentId, occurredOn }) => {
      const relation = parseSource(source)?.systemId === actor.systemId ? 'own-report' : 'none';
      if (!decideAccess(actor, { kind: 'receipt', relation }, limits).allowed) return [];
      const own: OwnReport = {
        id: senderId,
        eventId,
        receipt: `/v1/receipts/${eventId}`,
        type: `dk.ungestatus.${type}`,
        ...(enrolmentId === null ? {} : { enrolmentId }),
        occurredOn,
      };
      return [[position, own] as const];
    }),
  );
}
