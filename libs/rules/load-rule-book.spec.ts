import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadRuleBook } from './load-rule-book.ts';
import { SANDBOX_CALENDARS } from './municipal-calendars.data.ts';
import { DANISH_RULES, DANISH_RULES_NAME } from './rules.data.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rules-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function written(content: unknown): string {
  const file = join(folder, 'rules.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

describe('the loaded rule book', () => {
  test('has the Danish rules without a file, and every municipality counts by A', () => {
    const book = loadRuleBook();
    expect(book.version).toMatch(new RegExp(`^${DANISH_RULES_NAME}\\+[0-9a-f]{8}$`));
    expect([book.on('2026-06-15').contactWorkdays, book.calendarOf('0461', '2026-06-15')]).toEqual([5, 'A']);
  });

  test("has the sandbox's municipal choice in the sandbox", () => {
    expect(loadRuleBook(undefined, { municipalCalendars: SANDBOX_CALENDARS }).calendarOf('0461', '2026-06-15')).toBe(
      'B',
    );
  });

  test('is the same, to the version, if the Danish rules are written to a file and read back', () => {
    const file = written({ name: DANISH_RULES_NAME, rules: DANISH_RULES });
    expect(loadRuleBook(file).version).toBe(loadRuleBook().version);
    expect(loadRuleBook(file).rules).toEqual(loadRuleBook().rules);
  });

  test("has an operator's limit and choice from a file, without code", () => {
    const rules = DANISH_RULES.map((rule) => (rule.id === 'graceDays' ? { ...rule, value: 14 } : rule));
    const municipalCalendars = [{ ...SANDBOX_CALENDARS[0], municipality: '0751' }];
    const book = loadRuleBook(written({ name: 'own', rules, municipalCalendars }), {
      municipalCalendars: SANDBOX_CALENDARS,
    });
    expect(book.version).toMatch(/^own\+/);
    expect(book.on('2026-06-15').graceDays).toBe(14);
    expect(['0751', '0461'].map((code) => book.calendarOf(code, '2026-06-15'))).toEqual(['B', 'A']);
  });

  test('refuses a file that cannot be used with a remedy', () => {
    expect(() => loadRuleBook(join(folder, 'none.json'))).toThrow(
      /none\.json cannot be used:\n- file, path: ENOENT\. Remedy: give the path/,
    );
    expect(() => loadRuleBook(written('{ "rules": ['))).toThrow(/file, JSON: .* Remedy: put the JSON right/);
    expect(() => loadRuleBook(written(DANISH_RULES))).toThrow(/file, name: missing\. Remedy: write \{ "name"/);
    expect(() => loadRuleBook(written({ name: 'own', rules: DANISH_RULES, limits: [] }))).toThrow(
      'file, limits: unknown field',
    );
    expect(() => loadRuleBook(written({ name: 'own', rules: {} }))).toThrow('file, rules: {}. Remedy: write a list');
    expect(() => loadRuleBook(written({ name: 'own', rules: DANISH_RULES, municipalCalendars: 'B' }))).toThrow(
      'file, municipalCalendars: "B"',
    );
    expect(() => loadRuleBook(written({ name: 'own', rules: [] }))).toThrow(
      /rules\.json cannot be used:\n- scopeFromAge/,
    );
  });
});
