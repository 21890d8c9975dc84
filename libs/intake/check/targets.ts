import type { AnyIncomingReport } from '#events/incoming';
import { eventIdOf } from './sent-report.ts';

/** The event a correction or withdrawal points at; without `source` it is in the report's own. */
export function targetOf(report: AnyIncomingReport): string | undefined {
  if (report.type === 'report-corrected.v1')
    return eventIdOf(report.data.corrects.source ?? report.source, report.data.corrects.id);
  if (report.type === 'report-withdrawn.v1')
    return eventIdOf(report.data.withdraws.source ?? report.source, report.data.withdraws.id);
  return undefined;
}

/** The same of a report as it was sent: what it points at may be in the log under an id that was not normalised. */
export function rawTargetOf({
  asSent,
}: {
  readonly asSent?: { readonly report: AnyIncomingReport };
}): string | undefined {
  return asSent && targetOf(asSent.report);
}
