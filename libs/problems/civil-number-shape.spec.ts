import { expect, test } from '@jest/globals';
import { fieldError } from './field-error.ts';
import { holdsCivilNumberShape, withoutCivilNumbers } from './civil-number-shape.ts';

const NUMBER = '7110094001';
const FULL_WIDTH = [...NUMBER].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join('');
const ARABIC = [...NUMBER].map((digit) => String.fromCodePoint(0x0660 + Number(digit))).join('');
const separated = (separator: string): string => `${NUMBER.slice(0, 6)}${separator}${NUMBER.slice(6)}`;

test.each([
  ['bare', NUMBER],
  ['full-width', FULL_WIDTH],
  ['Arabic digits', ARABIC],
  ['in a word', `elev-${NUMBER}x`],
  ['with digits around', `2026${NUMBER}01`],
  ['digit by digit', [...NUMBER].join(' ')],
  ['by a zero-width space', separated('\u200b')],
  ['by three', separated(' - ')],
  ['by a soft hyphen', separated('\u00ad')],
  ...['-', ' ', '.', '/', '_', ':', '\u2013', '\u2011', '\u00a0', '\u2212', ','].map((separator) => [
    `by ${JSON.stringify(separator)}`,
    separated(separator),
  ]),
  ['no date at all', '9999999999'],
])('%s has the shape of a civil number and is not repeated', (_how, text = '') => {
  expect(holdsCivilNumberShape(text)).toBe(true);
  const shown = withoutCivilNumbers(`name ${text}`);
  expect(shown).toContain('name ');
  expect(shown.normalize('NFKC').replace(/[^\p{Nd}]/gu, '')).not.toContain('4001');
  expect(fieldError(`/data/${text}`, 'unknown-field').pointer).not.toContain(text);
});

test.each([
  'report-123456',
  '550e8400-e29b-41d4-a716-446655440000',
  '2026-01-05',
  '71100940',
  '2026-01-05T08:00:00Z',
  '',
  'a1b2c3d4e5f6a7b8c9d0',
  '4565656565656565',
])('%s has not the shape of a civil number and stays as it is', (text) => {
  expect(holdsCivilNumberShape(text)).toBe(false);
  expect(withoutCivilNumbers(text)).toBe(text);
});
