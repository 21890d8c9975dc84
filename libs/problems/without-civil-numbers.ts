/** Somebody may put a civil number in an address or a field's name; an answer or log line must not repeat it. */
export function withoutCivilNumbers(text: string): string {
  return text.replace(/\d{6}(?:-|%20|\s)?\d{4}/g, '…');
}
