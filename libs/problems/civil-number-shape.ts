/**
 * Ten or more digits with anything but letters between them: hyphen, space, slash, no-break space, zero-width
 * characters.
 */
const RUN = /(?:\p{Nd}[^\p{L}\p{Nd}]{0,4}){9,}\p{Nd}/gu;
/** Day (also with 60 added) and month, as at the start of a civil number. */
const DAY_AND_MONTH = /^(?:[06][1-9]|[1278]\d|[39][01])(?:0[1-9]|1[0-2])/;
const LENGTH = 10;
/** Most texts have no digit, or only plain characters, and need no normalization. */
const DIGIT_OR_OTHER = /[0-9]|[^\p{ASCII}]/u;

/**
 * Whether a text contains something that can be read as a civil number, in any digits and with any separators: ten
 * digits, or a longer run that contains ten digits beginning like a date. It may be a legitimate id; replace it if
 * nothing depends on it, since the risk outweighs its use.
 */
export function holdsCivilNumberShape(text: string): boolean {
  return text.length >= LENGTH && DIGIT_OR_OTHER.test(text) && (plain(text).match(RUN) ?? []).some(canBeNumber);
}

/**
 * Replaces everything that can be read as a civil number: an answer, log line or receipt must not repeat one from an
 * address or a name.
 */
export function withoutCivilNumbers(text: string): string {
  return holdsCivilNumberShape(text) ? plain(text).replace(RUN, (run) => (canBeNumber(run) ? '…' : run)) : text;
}

/** UUIDs, hashes and other long hexadecimal ids. They are random, and one in a thousand would look like a number. */
const HEXADECIMAL = /^(?=[0-9a-f-]*[a-f])(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{24,})$/i;

/**
 * Whether a text reads as a civil number: exactly ten digits in a run, with any separators, that begin like a date.
 * Longer runs are times and serial numbers and do not count, unlike in `holdsCivilNumberShape`: this check refuses
 * input, and legitimate ids must pass.
 */
export function readsAsCivilNumber(text: string): boolean {
  if (text.length < LENGTH || HEXADECIMAL.test(text)) return false;
  return (plain(text).match(RUN) ?? []).some((run) => {
    const digits = run.replace(/[^\p{Nd}]/gu, '');
    return digits.length === LENGTH && (/[^0-9]/.test(digits) || DAY_AND_MONTH.test(digits));
  });
}

/** Removes separators between digits, so that the text can be compared with a number. */
export function withoutSeparators(text: string): string {
  return plain(text).replace(/(?<=\p{Nd})[^\p{L}\p{Nd}]{1,4}(?=\p{Nd})/gu, '');
}

/** Full-width, superscript and mathematical digits as ordinary ones. */
function plain(text: string): string {
  return text.normalize('NFKC');
}

function canBeNumber(run: string): boolean {
  const digits = run.replace(/[^\p{Nd}]/gu, '');
  // Digits of another script count without evaluating them: no legitimate id is written in them.
  if (digits.length === LENGTH || /[^0-9]/.test(digits)) return true;
  return Array.from({ length: digits.length - LENGTH + 1 }, (_, at) => digits.slice(at, at + 4)).some((start) =>
    DAY_AND_MONTH.test(start),
  );
}
