import type { AnyIncomingReport } from '#events/incoming';
import { eventIdOf } from './sent-report.ts';

/** The reference of a correction or withdrawal, as sent; undefined for other reports. */
export function referenceOf({
  data,
}: AnyIncomingReport): { readonly source?: string; readonly id: string } | undefined {
  if ('corrects' in data) return data.corrects;
  return 'withdraws' in data ? data.withdraws : undefined;
}

/**
 * The event id that a correction or withdrawal points at. A reference without `source` means the report's own source.
 */
export function targetOf(report: AnyIncomingReport): string | undefined {
  const reference = referenceOf(report);
  return reference && eventIdOf(reference.source ?? report.source, reference.id);
}

/** The same by the id as sent: the log may have the target under an id that was not normalised. */
export function rawTargetOf({
  asSent,
}: {
  readonly asSent?: { readonly report: AnyIncomingReport };
}): string | undefined {
  return asSent && targetOf(asSent.report);
}
