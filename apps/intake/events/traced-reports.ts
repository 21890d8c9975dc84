import { findDefinition } from '#events/catalogue';
import { RefusedElement } from '#libs/http';
import { isPlainObject } from '#libs/validation';
import type { CountedReport, Tracing } from '#libs/telemetry';

interface Outcome {
  readonly outcome: string;
  readonly errors?: readonly { readonly code: string }[];
}

/** Lists what to count for a call: the type of each report, if the catalogue has it, and its outcome. */
export function countedReports(reports: readonly unknown[], items: readonly Outcome[]): CountedReport[] {
  return items.map(({ outcome, errors }, index) => ({
    type: typeOf(reports[index]),
    outcome,
    code: outcome === 'refused' ? (errors?.[0]?.code ?? '') : '',
  }));
}

function typeOf(report: unknown): string {
  const type = (report as { type?: unknown } | null | undefined)?.type;
  return (typeof type === 'string' ? findDefinition(type)?.type : undefined) ?? 'unknown';
}

/**
 * Gives reports without a traceparent the one of the call, so that later work on them belongs to the same trace. It is
 * kept in the event's meta; resends are not compared by it.
 */
export function withTraceparent(reports: readonly unknown[], tracing: Tracing): readonly unknown[] {
  const traceparent = tracing.current();
  if (traceparent === undefined) return reports;
  return reports.map((report) => {
    // A copy of a refused element would be checked as a report with unknown fields.
    const isReport = isPlainObject(report) && !(report instanceof RefusedElement);
    return isReport && !('traceparent' in report) ? { ...report, traceparent } : report;
  });
}

/** Lists the distinct traceparents of reports as sent, at most `most`. */
export function traceparentsOf(reports: readonly unknown[], most: number): string[] {
  const found = new Set<string>();
  for (const report of reports) {
    const traceparent = (report as { traceparent?: unknown } | null | undefined)?.traceparent;
    if (typeof traceparent === 'string' && found.size < most) found.add(traceparent);
  }
  return [...found];
}
