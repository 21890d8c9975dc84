import { describe, expect, test } from '@jest/globals';
import { createRuleBook } from './create-rule-book.ts';
import { DANISH_MUNICIPALITY_CODES } from './municipality-codes.data.ts';
import { DANISH_RULES } from './rules.data.ts';
import { loadRuleBook } from './load-rule-book.ts';

const book = loadRuleBook();
const TODAY = '2026-11-29';
const ofKind = (kind: string) => DANISH_MUNICIPALITY_CODES.filter((row) => row.kind === kind);

describe('municipality codes', () => {
  test('are 98 municipalities, each with a name and four digits', () => {
    expect(ofKind('municipality')).toHaveLength(98);
    expect(new Set(ofKind('municipality').map(({ name }) => name)).size).toBe(98);
    expect(ofKind('municipality').every(({ code }) => book.canHold(code, TODAY))).toBe(true);
  });

  test.each([
    ['0101', 'municipality'],
    ['0751', 'municipality'],
    ['0411', 'no-municipality'],
    ['0999', 'no-municipality'],
    ['0009', 'no-municipality'],
    ['0957', 'abroad'],
    ['0970', 'abroad'],
    ['0958', 'unknown'],
    ['0000', 'unknown'],
    ['1084', 'unknown'],
    ['0752', 'unknown'],
    ['751', 'unknown'],
  ])('include %s as %s today', (code, place) => {
    expect(book.placeOf(code, TODAY)).toBe(place);
    expect(book.canHold(code, TODAY)).toBe(place === 'municipality');
  });

  test('hold from their first day to the day before their end; outside no municipality holds anything', () => {
    expect(['2008-12-31', '2009-01-01', '2017-12-31', '2018-01-01'].map((day) => book.placeOf('0958', day))).toEqual([
      'unknown',
      'abroad',
      'abroad',
      'unknown',
    ]);
    expect(book.canHold(null, TODAY)).toBe(false);
    expect(book.codeChangeDays).toEqual(['2009-01-01', '2018-01-01']);
  });

  test('are rule data: another list gives another version, and a mistake is named with its remedy', () => {
    const merged = DANISH_MUNICIPALITY_CODES.map((row) =>
      row.code === '0563' ? { ...row, validBefore: '2030-01-01' } : row,
    );
    const changed = createRuleBook(DANISH_RULES, { municipalityCodes: merged });
    expect(changed.version).not.toBe(createRuleBook(DANISH_RULES).version);
    expect([changed.canHold('0563', '2029-12-31'), changed.canHold('0563', '2030-01-01')]).toEqual([true, false]);
    const slip = [{ municipality: '0752', calendar: 'B' as const, validFrom: '2026-01-01', law: 'council' }];
    expect(() => createRuleBook(DANISH_RULES, { municipalCalendars: slip })).toThrow('municipality 0752');
    const twice = [
      ...DANISH_MUNICIPALITY_CODES,
      { code: '0101', name: 'x', kind: 'abroad', validFrom: '2026-01-01', source: 'y' } as const,
    ];
    expect(() => createRuleBook(DANISH_RULES, { municipalityCodes: twice })).toThrow('municipality code 0101');
  });
});
