import type { AnyIncomingReport } from '#events/incoming';
import type { PersonEvent } from '#events/person-event';
import { presentId } from '#events/model/spelling';
import type { RecordedEvent } from '#libs/event-store';
import type { PassedReport } from '../check/sent-report.ts';
import { targetOf } from '../check/report-ids.ts';
import type { Known } from '../load/known.ts';

/**
 * Stored spellings of enrolment ids, by today's spelling. Holds only ids that were stored before ids were normalised.
 */
export type OldSpellings = ReadonlyMap<string, string>;

export function oldSpellings(events: readonly PersonEvent[]): OldSpellings {
  const found = new Map<string, string>();
  for (const { data } of events) {
    const id = enrolmentIdOf(data);
    const now = id === undefined ? undefined : presentId(id);
    if (id !== undefined && now !== undefined && now !== id) found.set(now, id);
  }
  return found;
}

/**
 * Spells a report's ids as the log has them: an enrolment or a report stored before ids were normalised keeps its
 * spelling. Ids that the log does not have keep today's spelling.
 * @param own events of the reporter about the person
 */
export function asStored(
  passed: PassedReport,
  { own, old }: { readonly own: readonly PersonEvent[]; readonly old: OldSpellings },
  { byEventId }: Pick<Known, 'byEventId'>,
): PassedReport {
  const { report } = passed;
  const target = byEventId.get(targetOf(report) ?? '');
  if (old.size === 0 && target === undefined) return passed;
  const data = {
    ...enrolmentAsStored(report.data, own, old),
    ...referenceTo(report, target),
  } as AnyIncomingReport['data'];
  return { ...passed, report: { ...report, data } as AnyIncomingReport };
}

function referenceTo({ data }: AnyIncomingReport, target: RecordedEvent | undefined): object {
  if (target === undefined) return {};
  const { senderId: id } = target;
  if ('corrects' in data) return { corrects: { ...data.corrects, id } };
  return 'withdraws' in data ? { withdraws: { ...data.withdraws, id } } : {};
}

function enrolmentAsStored(data: object, own: readonly PersonEvent[], old: OldSpellings): object {
  if (old.size === 0) return data;
  const id = enrolmentIdOf(data);
  const stored = id === undefined ? undefined : old.get(id);
  const content = 'content' in data ? { content: enrolmentAsStored(data.content as object, own, old) } : {};
  const isKnownAsNow = own.some((event) => enrolmentIdOf(event.data) === id);
  return { ...data, ...content, ...(stored === undefined || isKnownAsNow ? {} : { enrolmentId: stored }) };
}

function enrolmentIdOf(data: object): string | undefined {
  return 'enrolmentId' in data && typeof data.enrolmentId === 'string' ? data.enrolmentId : undefined;
}
