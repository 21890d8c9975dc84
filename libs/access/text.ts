/** A word in both languages. */
export interface Text {
  readonly da: string;
  readonly en: string;
}
