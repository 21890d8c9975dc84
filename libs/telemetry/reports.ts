import { findDefinition } from '#events/catalogue';
import type { CountedReport } from './metrics.ts';
import type { Tracing } from './tracing.ts';

interface Outcome {
  readonly outcome: string;
  readonly errors?: readonly { readonly code: string }[];
}

/** What to count of a call: each report's type, as far as the catalogue has it, and what became of it. */
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
 * A report that brings no traceparent of its own gets the call's, so that what is made of it later belongs to the same
 * trace. It is kept in the event's meta and is not part of what resends are compared by.
 */
export function withTraceparent(reports: readonly unknown[], tracing: Tracing): readonly unknown[] {
  const traceparent = tracing.current();
  if (traceparent === undefined) return reports;
  return reports.map((report) => {
    const bare = typeof report === 'object' && report !== null && !Array.isArray(report) && !('traceparent' in report);
    return bare ? { ...report, traceparent } : report;
  });
}

/** The different traceparents of reports as they were sent, at most `most`. */
export function traceparentsOf(reports: readonly unknown[], most: number): string[] {
  const found = new Set<string>();
  for (const report of reports) {
    const traceparent = (report as { traceparent?: unknown } | null | undefined)?.traceparent;
    if (typeof traceparent === 'string' && found.size < most) found.add(traceparent);
  }
  return [...found];
}
