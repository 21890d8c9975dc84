import { describe, expect, test } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { AnyObject, CalendarDay, Flag, Nested, OneOf, Optional, Pattern } from './decorators.ts';
import { nearest } from './nearest.ts';
import { createValidator } from './validator.ts';

class Place {
  @Pattern(/^[0-9]{4}$/u, 'municipality-code', 'four digits')
  code!: string;
}

class Visit {
  @CalendarDay()
  on!: string;

  @Nested(() => Place)
  place!: Place;

  @Optional()
  @OneOf(['short', 'long'])
  length?: string;

  @Optional()
  @Flag()
  alone?: boolean;

  @Optional()
  @AnyObject()
  notes?: Record<string, unknown>;
}

const validator = createValidator(Visit);
const visit = { on: '2026-06-15', place: { code: '0751' } };
const told = (value: unknown): string[] => validator.validate(value).map(({ code, pointer }) => `${code} ${pointer}`);

test('a valid value passes by the fast check, and class-validator agrees', () => {
  expect(validator.acceptsFast(visit)).toBe(true);
  expect(validator.judge(visit)).toEqual([]);
  expect(validator.validate(visit)).toEqual([]);
});

test('a value that the fast check refuses is checked in full, with every error, pointer and hint at once', () => {
  const errors = validator.validate(
    { on: '2026-02-30', place: { code: 751, extra: 1 }, lenght: 'short', length: 'shrot' },
    '/data',
  );
  expect(errors.map(({ code, pointer, didYouMean, allowed }) => ({ code, pointer, didYouMean, allowed }))).toEqual([
    { code: 'unknown-field', pointer: '/data/lenght', didYouMean: 'length', allowed: undefined },
    { code: 'unknown-field', pointer: '/data/place/extra', didYouMean: undefined, allowed: undefined },
    { code: 'day', pointer: '/data/on', didYouMean: undefined, allowed: undefined },
    { code: 'municipality-code', pointer: '/data/place/code', didYouMean: undefined, allowed: undefined },
    { code: 'one-of', pointer: '/data/length', didYouMean: 'short', allowed: ['short', 'long'] },
  ]);
});

test('an optional field may be left out but is never null', () => {
  expect(told({ ...visit, length: undefined })).toEqual([]);
  expect(told({ ...visit, length: null, alone: null, notes: null })).toEqual([
    'null-not-allowed /length',
    'null-not-allowed /alone',
    'null-not-allowed /notes',
  ]);
});

describe('hostile values are refused without a crash:', () => {
  const hostile: [string, unknown, string[]][] = [
    ['null', null, ['object-expected ']],
    ['text', 'x', ['object-expected ']],
    ['an array of right values', [visit], ['object-expected ']],
    ['an array where an object belongs', { ...visit, place: [{ code: '0751' }] }, ['object-expected /place']],
    ['text where an object belongs', { ...visit, place: '0751' }, ['object-expected /place']],
    ['an array where an open object belongs', { ...visit, notes: [] }, ['object-expected /notes']],
    [
      '__proto__',
      JSON.parse('{"on":"2026-06-15","place":{"code":"0751"},"__proto__":{"on":1}}'),
      ['unknown-field /__proto__'],
    ],
    ['constructor', { ...visit, constructor: 'x' }, ['unknown-field /constructor']],
    [
      'constructor one step in',
      { ...visit, place: { code: '0751', constructor: { prototype: {} } } },
      ['unknown-field /place/constructor'],
    ],
    ['a field holding a constructor', { ...visit, on: { constructor: 'x' } }, ['day /on']],
    [
      'names of methods',
      { ...visit, toString: 1, hasOwnProperty: 1, valueOf: 1, then: 1 },
      ['unknown-field /toString', 'unknown-field /hasOwnProperty', 'unknown-field /valueOf', 'unknown-field /then'],
    ],
    ['names with slashes and tildes', { ...visit, 'a/b~c': 1 }, ['unknown-field /a~1b~0c']],
  ];
  test.each(hostile)('%s', (_, value, expected) => {
    expect(told(value)).toEqual(expected);
    expect(validator.acceptsFast(value)).toBe(false);
  });

  test('right fields that are only inherited', () => {
    expect(told(Object.create(visit))).toEqual(['required /on', 'required /place']);
  });

  test('ten thousand unknown fields give a bounded answer', () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`field${index}`, 1]));
    expect(told({ ...visit, ...many })).toHaveLength(50);
  });

  test('an endless name is cut, and a civil number in a name is not repeated', () => {
    const [long, number] = validator
      .validate({ ...visit, ['x'.repeat(10_000)]: 1, '7403104101': 1 })
      .map(({ pointer }) => pointer)
      .sort();
    expect([long?.length, number].toString()).not.toContain('7403104101');
    expect(told({ ...visit, ['x'.repeat(10_000)]: 1 })[0]?.length).toBeLessThan(100);
  });
});

test('sabotage: class-transformer and class-validator alone let __proto__ and hasOwnProperty through', () => {
  const value = JSON.parse(
    '{"on":"2026-06-15","place":{"code":"0751"},"__proto__":{"a":1},"hasOwnProperty":1}',
  ) as object;
  expect(validateSync(plainToInstance(Visit, value), { whitelist: true, forbidNonWhitelisted: true })).toEqual([]);
  expect(told(value)).toEqual(['unknown-field /hasOwnProperty', 'unknown-field /__proto__'].reverse());
});

test('sabotage: an open schema accepts what must be refused', () => {
  expect(createValidator(Visit, { closed: false }).validate({ ...visit, extra: 1 })).toEqual([]);
});

test('the schema is closed, self-contained and equals the decorators', () => {
  expect(validator.schema).toMatchObject({
    type: 'object',
    required: ['on', 'place'],
    additionalProperties: false,
    properties: {
      on: { type: 'string', format: 'date' },
      place: { $ref: '#/$defs/Place' },
      length: { enum: ['short', 'long'] },
    },
    $defs: { Place: { additionalProperties: false, properties: { code: { pattern: '^[0-9]{4}$' } } } },
  });
});

test('a class without decorators is refused at once', () => {
  class Bare {}
  expect(() => createValidator(Bare)).toThrow('Bare has no validation decorators.');
});

test('a suggestion is close to the given value, and none is made from afar', () => {
  const known = ['enrolmentId', 'lastDay', 'on'];
  expect(nearest('enrollmentID', known)).toBe('enrolmentId');
  expect(nearest('last_day', known)).toBe('lastDay');
  expect(nearest('municipality', known)).toBeUndefined();
  expect(nearest('xx', known)).toBeUndefined();
  expect(nearest(17, known)).toBeUndefined();
  expect(nearest('x'.repeat(1_000_000), known)).toBeUndefined();
});
