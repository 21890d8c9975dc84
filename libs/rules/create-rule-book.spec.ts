import { describe, expect, test } from '@jest/globals';
import { createRuleBook } from './create-rule-book.ts';
import { SANDBOX_CALENDARS } from './municipal-calendars.data.ts';
import type { Rule } from './rule-book.ts';
import { DANISH_RULES } from './rules.data.ts';

/** The Danish rules with one limit changed from a day on. */
function changed(id: Rule['id'], value: unknown, from: string): Rule[] {
  return DANISH_RULES.flatMap((rule): Rule[] =>
    rule.id === id
      ? [
          { ...rule, validBefore: from },
          { ...rule, version: '2', value, validFrom: from },
        ]
      : [rule],
  );
}

describe('the rule book', () => {
  test('applies a changed limit from its first day and not the day before', () => {
    const book = createRuleBook(changed('contactWorkdays', 3, '2026-07-01'));
    expect(['2026-06-30', '2026-07-01', '2030-01-01'].map((day) => book.on(day).contactWorkdays)).toEqual([5, 3, 3]);
    expect(book.changeDays).toEqual(['2026-07-01']);
  });

  test('gives the same frozen object for the same period, and the first one before the first validity', () => {
    const book = createRuleBook(changed('graceDays', 14, '2026-07-01'));
    expect(book.on('2026-06-30')).toBe(book.on('1996-02-29'));
    expect(book.on('2026-07-01')).toBe(book.on('2099-01-01'));
    expect(book.on('2026-06-30')).not.toBe(book.on('2026-07-01'));
    expect(Object.isFrozen(book.on('2026-07-01').longestMonths)).toBe(true);
    expect(() => Object.assign(book.on('2026-07-01').qualifyingKinds, ['other'])).toThrow(TypeError);
  });

  test('has a rule of its own but no day of change for a new law with the same limit', () => {
    const book = createRuleBook(changed('contactWorkdays', 5, '2025-07-01'));
    expect(book.changeDays).toEqual([]);
    expect(book.rules).toHaveLength(DANISH_RULES.length + 1);
  });

  test('lists days of change ascending, whatever the order of the rows', () => {
    const rules = changed('contactWorkdays', 3, '2028-01-01').concat();
    const both = rules.flatMap((rule): Rule[] =>
      rule.id === 'riskMonths'
        ? [
            { ...rule, validBefore: '2027-01-01' },
            { ...rule, version: '2', value: 4, validFrom: '2027-01-01' },
          ]
        : [rule],
    );
    expect(createRuleBook(both.reverse()).changeDays).toEqual(['2027-01-01', '2028-01-01']);
  });

  test('has a version that changes with a value, a day or a municipal choice, not with a text or the order', () => {
    const version = (rules: readonly Rule[]) => createRuleBook(rules).version;
    const asIs = version(DANISH_RULES);
    expect(asIs).toMatch(/^rules\+[0-9a-f]{8}$/);
    expect(version([...DANISH_RULES].reverse())).toBe(asIs);
    expect(version(DANISH_RULES.map((rule) => ({ ...rule, en: `${rule.en} Put right.` })))).toBe(asIs);
    const others = [
      version(changed('graceDays', 31, '2026-07-01')),
      version(changed('graceDays', 31, '2026-07-02')),
      createRuleBook(DANISH_RULES, { municipalCalendars: SANDBOX_CALENDARS }).version,
    ];
    expect(new Set([asIs, ...others]).size).toBe(4);
  });

  test('counts by calendar A for a municipality unless it chose another, from the day of its choice', () => {
    const later = {
      municipality: '0751',
      calendar: 'B',
      validFrom: '2026-01-01',
      validBefore: '2027-01-01',
      law: 'Byrådet',
    } as const;
    const book = createRuleBook(DANISH_RULES, { municipalCalendars: [...SANDBOX_CALENDARS, later] });
    expect(book.calendarOf('0461', '2026-06-15')).toBe('B');
    expect(['2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01'].map((day) => book.calendarOf('0751', day))).toEqual(
      ['A', 'B', 'B', 'A'],
    );
    expect([book.calendarOf(null, '2026-06-15'), book.calendarOf('0101', '2026-06-15')]).toEqual(['A', 'A']);
    expect(createRuleBook(DANISH_RULES).calendarOf('0461', '2026-06-15')).toBe('A');
  });
});
