import { expect, test } from '@jest/globals';
import { v5 as uuidv5 } from 'uuid';
import type { PersonHistory } from '#events/person-event';
import { type Draft, history, named } from '../../test/given/history.ts';
import { changed, completed, corrected, leaveStarted, registered, withdrawn } from '../../test/given/reports.ts';
import { givenRules } from '../../test/given/rules.ts';
import { missingReports } from './projection.ts';

const NAMESPACE = '6b1d2c0e-0a52-5b55-9f0a-6a4c3f0c2a11';
const projection = missingReports(givenRules(), (name) => uuidv5(name, NAMESPACE));
const idsOf = (whole: PersonHistory): string[] => projection.beliefs(whole).map(({ key }) => key);
const H1 = named('H1', registered('H1', { startsOn: '2023-08-10', expectedEndsOn: '2026-06-26' }));
const H2 = named('H2', registered('H2', { startsOn: '2024-08-10', expectedEndsOn: '2027-06-25' }));
const after = (...drafts: Draft[]): string[] => idsOf(history(...drafts));

test('an item keeps its id while other reports come, if it is moved, and if its resolution is withdrawn', () => {
  const [id] = after(H1);
  expect(after(H2, leaveStarted('H2', '2025-01-06'), H1)).toContain(id);
  expect(after(H1, changed('H1', '2025-01-01', { expectedEndsOn: '2027-06-25' }))).toEqual([id]);
  expect(
    after(H1, corrected('H1', registered('H1', { startsOn: '2023-08-11', expectedEndsOn: '2026-06-27' }))),
  ).toEqual([id]);
  const done = named('done', completed('H1', '2026-06-26'));
  expect(after(H1, done)).toEqual([]);
  expect(after(H1, done, withdrawn('done'))).toEqual([id]);
});

test('each item of a person has an id of its own', () => {
  const onLeave = leaveStarted('H1', '2025-01-06', '2025-06-27');
  expect(new Set(after(H1, H2, onLeave)).size).toBe(3);
});

test('an id cannot be computed from what the sender knows: the same reports of another person have other ids', () => {
  const one = history(H1, H2);
  const [first, second] = [idsOf(one), idsOf({ ...one, person: 'person-2' })];
  expect(first.filter((id) => second.includes(id))).toEqual([]);
});

test('a row is valid from the day after the report was due', () => {
  const [row] = projection.beliefs(history(H1));
  expect(row?.columns).toEqual([
    '2026-07-04',
    'infinity',
    '751001',
    'course-end',
    'expected-end-passed',
    null,
    'H1',
    'H1',
  ]);
});
