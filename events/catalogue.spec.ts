import { expect, test } from '@jest/globals';
import { accepted, catalogue, definitions, findDefinition, REPORT_TYPES } from './catalogue.ts';
import { NEUTRAL_CODES } from '../test/given/neutral-codes.ts';
import { neutralReason } from './interruption/reasons.ts';
import { getValidator } from './reading/validators.ts';

test('a type is found by its wire name, with the prefix and the version', () => {
  expect(findDefinition('dk.ungestatus.education-interrupted.v1')).toBe(catalogue['education-interrupted.v1']);
  expect(findDefinition('education-interrupted.v1')).toBeUndefined();
  expect(findDefinition('__proto__')).toBeUndefined();
});

test('a fact that the service states itself has no class and no sender', () => {
  const own = definitions.filter((definition) => definition.own);
  expect(own.map(({ type }) => type)).toEqual(expect.arrayContaining(['follow-up-opened.v1', 'follow-up-breached.v1']));
  for (const definition of own) expect([definition.dataClass, definition.reporters]).toEqual([null, []]);
});

test('every type that can be sent has a class, a sender, and words in both languages', () => {
  for (const definition of accepted) {
    expect(definition.dataClass).not.toBeNull();
    expect(definition.reporters.length).toBeGreaterThan(0);
    expect(definition.reporters).not.toContain('own');
  }
  for (const { title, about } of definitions)
    expect([title.da, title.en, about.da, about.en].every((text) => text.length > 3)).toBe(true);
});

test('names of people and their contact details are sealed, and a sealed name is never open in another type', () => {
  expect(catalogue['dropout-risk-reported.v1'].sealed).toEqual(['assessor']);
  expect(catalogue['contact-person-assigned.v1'].sealed).toEqual(['name', 'phone', 'email']);
  const sealed = new Set(definitions.flatMap((definition) => definition.sealed));
  for (const { type, sealed: own } of accepted) {
    const names = Object.keys(getValidator(type).schema['properties'] as object);
    expect(names).toEqual(expect.arrayContaining([...own]));
    expect(names.filter((name) => sealed.has(name) && !own.includes(name))).toEqual([]);
  }
});

test('the day of an event is the day that the report is about; a correction happens when it is received', () => {
  expect(
    catalogue['education-interrupted.v1'].occurredOn(
      { enrolmentId: 'e', lastDay: '2026-11-13', reason: { system: 'x', code: 'y' } },
      '2026-12-01',
    ),
  ).toBe('2026-11-13');
  const data = { withdraws: { id: 'a' }, reason: { system: 'neutral', code: 'other' }, target: 'b' };
  expect(catalogue['report-withdrawn.v1'].occurredOn(data, '2026-12-01')).toBe('2026-12-01');
});

test('the reports are the types that a correction can replace', () => {
  expect(REPORT_TYPES).toHaveLength(17);
  expect(REPORT_TYPES).not.toContain('report-corrected.v1');
});

test('neutral codes are kebab-case with Danish and English words', () => {
  for (const list of Object.values(NEUTRAL_CODES)) {
    for (const [code, words] of Object.entries(list)) {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect([words.da.length > 2, words.en.length > 2]).toEqual([true, true]);
    }
  }
});

test('a neutral reason means itself, a mapped raw code its neutral one, any other code unknown', () => {
  expect(neutralReason({ system: 'neutral', code: 'health' })).toBe('health');
  expect(neutralReason({ system: 'udir-b06', code: 'FV' })).toBe('wrong-choice');
  expect(neutralReason({ system: 'udir-b06', code: 'constructor' })).toBe('unknown');
  expect(neutralReason({ system: '__proto__', code: 'toString' })).toBe('unknown');
  expect(neutralReason({ system: 'local', code: '42' })).toBe('unknown');
});
