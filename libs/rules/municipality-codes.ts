import type { Day } from '#libs/calendar';

/**
 * `municipality`: may be responsible for a young person. `abroad`: Greenland and the Faroes, outside the duty.
 * `no-municipality`: a code that appears in place of a municipality's and names none.
 */
export const MUNICIPALITY_CODE_KINDS = ['municipality', 'abroad', 'no-municipality'] as const;
export type MunicipalityCodeKind = (typeof MUNICIPALITY_CODE_KINDS)[number];

export interface MunicipalityCodeRow {
  /** Four digits with the leading zero. */
  readonly code: string;
  readonly name: string;
  readonly kind: MunicipalityCodeKind;
  readonly validFrom: Day;
  /** Exclusive; missing while in force. */
  readonly validBefore?: Day;
  /** Published source of the row. */
  readonly source: string;
}

/** Looks up codes in a list. The answer is `unknown` if the list does not have the code on the day. */
export function placesOf(
  codes: readonly MunicipalityCodeRow[],
): (code: string, day: Day) => MunicipalityCodeKind | 'unknown' {
  const byCode = new Map<string, MunicipalityCodeRow[]>();
  for (const row of codes) byCode.set(row.code, [...(byCode.get(row.code) ?? []), row]);
  return (code, day) =>
    byCode
      .get(code)
      ?.find(({ validFrom, validBefore }) => validFrom <= day && (validBefore === undefined || day < validBefore))
      ?.kind ?? 'unknown';
}

/** The days after the first on which a code begins or ceases to hold, ascending. */
export function codeChangeDays(codes: readonly MunicipalityCodeRow[]): Day[] {
  const first = codes.map(({ validFrom }) => validFrom).sort()[0] ?? '';
  const days = codes.flatMap(({ validFrom, validBefore }) => [validFrom, validBefore ?? first]);
  return [...new Set(days)].filter((day) => day > first).sort();
}
