/**
 * What some engine behind a validator or a client generator refuses or reads otherwise: Python's re, Java's, .NET's,
 * Rust's and Go's. A published pattern has none of it.
 */
const REFUSED_ANYWHERE: readonly Refused[] = [
  ['a property of characters', /\\[pP]/],
  ['a named reference', /\\[kg][<{'0-9]/],
  ['a back-reference', /\\[1-9]/],
  ['an anchor of one engine', /\\[AzZGbB]/],
  ['an escape of one engine', /\\(?:[QEhHRXNKaec]|x\{|u\{|[0-7]{2})/],
  ['half of a pair of characters', /\\u[dD][89a-fA-F][0-9a-fA-F]{2}/],
  ['a set operation or a POSIX class', /\[\[:|&&|\[[^\]\\]*--|\[[^\]\\]*\[/],
];

/** Syntax that counts only outside brackets. */
const REFUSED_OUTSIDE: readonly Refused[] = [
  ['a look-ahead', /\(\?[=!]/],
  ['a look-behind', /\(\?<[=!]/],
  ['a named group', /\(\?P?<[A-Za-z_]|\(\?'/],
  ['a flag within the pattern', /\(\?[a-zA-Z^-]+[:)]/],
  ['an atomic group', /\(\?>/],
  ['a comment or a condition', /\(\?[#(|&]/],
  ['a possessive quantifier', /(?:[*+?]|\{[0-9,]+\})\+/],
];

type Refused = readonly [what: string, found: RegExp];

/** One sentence per part of a pattern that is not portable; none if every engine reads it alike. */
export function notPortable(pattern: string): string[] {
  // An escaped backslash or sign begins nothing.
  const text = pattern.replace(/\\[^\p{L}\p{N}]/gu, '_');
  const outside = text.replace(/\[(?:[^\]\\]|\\.)*\]/g, '_');
  const faults = [
    ...REFUSED_ANYWHERE.filter(([, found]) => found.test(text)),
    ...REFUSED_OUTSIDE.filter(([, found]) => found.test(outside)),
  ].map(([what]) => `${pattern}: ${what}`);
  try {
    new RegExp(pattern, 'u');
    return faults;
  } catch {
    return [...faults, `${pattern}: no pattern of ECMA-262 with the flag u`];
  }
}

/** Every pattern of a document of schemas, at any depth: `pattern`, and the names of `patternProperties`. */
export function patternsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    if (name === 'pattern' && typeof member === 'string') return [member];
    const names = name === 'patternProperties' ? Object.keys(member as object) : [];
    return [...names, ...patternsIn(member)];
  });
}
