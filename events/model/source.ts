/** The kinds of reporter. The kind decides which types a reporter may send. */
export const REPORTER_KINDS = [
  'institution',
  'municipality',
  'jobcentre',
  'company',
  'cpr',
  'income-register',
  'own',
] as const;
export type ReporterKind = (typeof REPORTER_KINDS)[number];

/** `/systems/{systemId}/reporters/{reporter}`; the system id is 1-64 of a-z, 0-9, dot and hyphen. */
export const SOURCE_PATTERN = new RegExp(
  '^/systems/[a-z0-9][a-z0-9.-]{0,63}/reporters/' +
    '([0-9]{6}|municipality-[0-9]{4}|jobcentre-[0-9]{4}|company-[0-9]{8}|cpr|income-register)$',
  'u',
);

export interface Source {
  readonly systemId: string;
  readonly reporter: string;
  readonly kind: ReporterKind;
}

/** Splits a source into its parts. @returns undefined if the source does not match the pattern */
export function parseSource(source: string): Source | undefined {
  const reporter = SOURCE_PATTERN.exec(source)?.[1];
  const systemId = source.split('/')[2];
  if (reporter === undefined || systemId === undefined) return undefined;
  return { systemId, reporter, kind: reporterKind(reporter) };
}

/**
 * The kind of a reporter. `ungestatus` (the service) and anything unknown count as `own`, under which no outside system
 * sends.
 */
export function reporterKind(reporter: string): ReporterKind {
  if (/^[0-9]{6}$/.test(reporter)) return 'institution';
  if (reporter === 'cpr' || reporter === 'income-register') return reporter;
  const prefix = reporter.split('-')[0];
  if (prefix === 'municipality' || prefix === 'jobcentre' || prefix === 'company') return prefix;
  return 'own';
}

/** The source of a system that sends for a reporter. */
export function sourceOf(systemId: string, reporter: string): string {
  return `/systems/${systemId}/reporters/${reporter}`;
}
