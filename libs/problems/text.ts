/** The same sentence in Danish (on screen) and English. */
export interface Text {
  readonly da: string;
  readonly en: string;
}

/** A text with its remedy. */
export interface TextWithRemedy extends Text {
  readonly remedy: Text;
}

/** One registry line: Danish, English, remedy in Danish, remedy in English. */
export function word(da: string, en: string, remedyDa: string, remedyEn: string): TextWithRemedy {
  return { da, en, remedy: { da: remedyDa, en: remedyEn } };
}
