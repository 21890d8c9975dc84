/** Faults of a row. Stable codes: senders' systems may act on them. */
export type RowErrorCode =
  | 'unreadable-row'
  | 'unreadable-character'
  | 'wrong-number-of-cells'
  | 'missing-value'
  | 'not-a-number'
  | 'not-a-day'
  | 'not-a-time'
  | 'not-one-of'
  | 'lookup-missed'
  | 'lookup-ambiguous'
  | 'number-space-used-up'
  | 'not-computable';

/** Names the place, never the content of the cell, which may be a civil number. */
export interface RowError {
  /** Counted as in a spreadsheet: the header is row 1. */
  readonly row: number;
  /** A column of the main file, or `lookup.column` of another. */
  readonly column?: string;
  readonly code: RowErrorCode;
  readonly da: string;
  readonly en: string;
}

const TEXTS: Record<RowErrorCode, { readonly da: string; readonly en: string }> = {
  'unreadable-row': {
    da:
      'Rækken kan ikke læses, eller et anførselstegn har slugt rækkerne efter den. ' +
      'Skriv anførselstegn i et felt dobbelt.',
    en: 'The row cannot be read, or a quote has swallowed the rows after it. Double the quotes inside a cell.',
  },
  'unreadable-character': {
    da: 'Feltet har tegn, som ikke kan læses. Tjek profilens tegnsæt (csv.encoding).',
    en: "The cell has characters that cannot be read. Check the profile's encoding (csv.encoding).",
  },
  'wrong-number-of-cells': {
    da: 'Rækken har ikke lige så mange felter som overskriften.',
    en: 'The row does not have as many cells as the header.',
  },
  'missing-value': { da: 'Feltet er tomt, men skal udfyldes.', en: 'The cell is empty but needed.' },
  'not-a-number': { da: 'Feltet skal være et tal.', en: 'The cell must be a number.' },
  'not-a-day': { da: 'Feltet skal være en dato (ÅÅÅÅ-MM-DD).', en: 'The cell must be a day (YYYY-MM-DD).' },
  'not-a-time': {
    da: 'Tidspunktet skal være en tekst som 2026-08-10T08:00:00Z; profilen giver noget andet.',
    en: 'The time must be a text such as 2026-08-10T08:00:00Z; the profile gives something else.',
  },
  'not-one-of': {
    da: 'Feltets værdi er ikke blandt dem, profilen kender.',
    en: 'The value of the cell is not among those the profile knows.',
  },
  'lookup-missed': {
    da: 'Der er ingen række med samme nøgle i opslagsfilen.',
    en: 'No row in the other file has the same key.',
  },
  'lookup-ambiguous': {
    da: 'Flere rækker i opslagsfilen har samme nøgle.',
    en: 'Several rows in the other file have the same key.',
  },
  'number-space-used-up': {
    da: 'Der er ikke flere syntetiske numre i profilens interval.',
    en: "The profile's range of synthetic numbers is used up.",
  },
  'not-computable': {
    da: 'Feltet kan ikke omregnes, som profilen siger.',
    en: 'The cell cannot be converted as the profile says.',
  },
};

export function rowError(row: number, code: RowErrorCode, column?: string): RowError {
  return { row, ...(column === undefined ? {} : { column }), code, ...TEXTS[code] };
}

/** Thrown inside an expression. `offending` identifies the column and is passed no further. */
export class Fault extends Error {
  constructor(
    readonly code: RowErrorCode,
    readonly offending: unknown,
  ) {
    super(code);
  }
}
