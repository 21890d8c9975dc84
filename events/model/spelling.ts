/*
 * Character classes for the patterns of the catalogue, written out: Python's re, older generators and .NET refuse
 * `\p{…}` or read it differently. Only escapes of four digits, so that every engine that supports Unicode reads the
 * published schemas alike.
 */

/** Control characters. */
export const CONTROLS = '\\u0000-\\u001F\\u007F-\\u009F';
/**
 * Characters that are not visible: without a width, or with only a direction. Two ids that differ by one look the same.
 */
export const UNSEEN =
  '\\u00AD\\u034F\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u200B-\\u200F\\u2028-\\u202E' +
  '\\u2060-\\u206F\\u2800\\u3164\\uFE00-\\uFE0F\\uFEFF\\uFFA0\\uFFF9-\\uFFFB';
/** Blanks other than the space. */
export const BLANKS = '\\u00A0\\u1680\\u2000-\\u200A\\u202F\\u205F\\u3000';
/** Digits of other scripts and widths. */
export const OTHER_DIGITS =
  '\\u00B2\\u00B3\\u00B9\\u0660-\\u0669\\u06F0-\\u06F9\\u07C0-\\u07C9\\u0966-\\u096F\\u09E6-\\u09EF' +
  '\\u0A66-\\u0A6F\\u0E50-\\u0E59\\u2070-\\u2089\\u2460-\\u249B\\uFF10-\\uFF19';
/** Letters of Latin, Greek and Cyrillic. */
export const LETTERS =
  'A-Za-z\\u00AA\\u00B5\\u00BA\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02AF\\u0370-\\u0373\\u0376-\\u037D' +
  '\\u0386-\\u03FF\\u0400-\\u052F\\u1E00-\\u1FBC';

/**
 * Tags and variation selectors beyond the first 65,536 characters: invisible too, and not expressible in four digits.
 */
export const UNSEEN_BEYOND = /[\u{1BCA0}-\u{1BCA3}\u{1D173}-\u{1D17A}\u{E0000}-\u{E0FFF}]/u;

const PLAIN = /^[!-~](?:[ -~]*[!-~])?$/;

/** An id as it is stored and compared: composed (NFC), without blanks at its ends. */
export function normaliseId(id: string): string {
  return PLAIN.test(id) ? id : id.normalize('NFC').trim();
}

const WITHOUT_WIDTH = new RegExp(`[${UNSEEN}]`, 'gu');
const ODD_BLANKS = new RegExp(`[${BLANKS}]`, 'gu');

/**
 * The id in the form that can be sent now, from one that was stored before ids were normalised: plain spaces for other
 * blanks, without invisible characters. Leaves every id stored today unchanged.
 */
export function presentId(stored: string): string {
  if (PLAIN.test(stored)) return stored;
  return normaliseId(stored.replace(ODD_BLANKS, ' ').replace(WITHOUT_WIDTH, ''));
}

const PLAIN_NAME = /^[A-Za-zÆØÅæøå](?:[A-Za-zÆØÅæøå.,'-]| (?! ))*$/;
/** Acute and grave accents that stand alone, primes, and the apostrophes of word processors. */
const APOSTROPHES = /[\u0060\u00B4\u02B9\u02BB\u02BC\u02BD\u02C8\u2018\u2019\u201B\u2032\u2035\uFF07]/gu;
const HYPHENS = /[\u2010-\u2015\u2043\u2212\uFE58\uFE63\uFF0D]/gu;
/**
 * A name as it is stored: composed, with the plain apostrophe and hyphen, single spaces, and no invisible characters.
 */
export function normaliseName(name: string): string {
  if (PLAIN_NAME.test(name)) return name.trim();
  const spelled = name.normalize('NFC').replace(APOSTROPHES, "'").replace(HYPHENS, '-');
  return spelled.replace(WITHOUT_WIDTH, '').replace(/\s+/gu, ' ').trim();
}
