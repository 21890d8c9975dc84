import type { AnyIncomingReport } from '#events/incoming';
import { eventIdOf } from './sent-report.ts';

/** What a correction or withdrawal points at, as it names it; undefined for other reports. */
export function referenceOf({
  data,
}: AnyIncomingReport): { readonly source?: string; readonly id: string } | undefined {
  if ('corrects' in data) return data.corrects;
  return 'withdraws' in data ? data.withdraws : undefined;
}

/** The event a correction or withdrawal points at; without `source` it is in the report's own. */
export function targetOf(report: AnyIncomingReport): string | undefined {
  const reference = referenceOf(report);
  return reference && eventIdOf(reference.source ?? report.source, reference.id);
}

/** The same by the id as it was sent: the target may be in the log under an id that was not normalised. */
export function rawTargetOf({
  asSent,
}: {
  readonly asSent?: { readonly report: AnyIncomingReport };
}): string | undefined {
  return asSent && targetOf(asSent.report);
}
