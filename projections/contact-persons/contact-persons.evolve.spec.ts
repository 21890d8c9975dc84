import { describe, expect, test } from '@jest/globals';
import { type Draft, by, history, named } from '../../test/given/history.ts';
import { contactAssigned, contactEnded, corrected, withdrawn } from '../../test/given/reports.ts';
import { contactTimeline } from './contact-persons.evolve.ts';

const MUNICIPALITY = 'municipality-0751';
const first = named('first', contactAssigned('kui', '2024-01-01'));
const second = named('second', contactAssigned('kui', '2024-06-01'));

const rows = (...drafts: Draft[]) =>
  contactTimeline(history(...drafts)).map(
    ({ from, to, role, reporter, eventId }) => `${role} ${reporter} ${from} ${to} ${eventId}`,
  );

describe('one contact person at a time for each role and reporter', () => {
  test.each<[string, Draft[], string[]]>([
    ['until something else is known', [first], [`kui ${MUNICIPALITY} 2024-01-01 null first`]],
    [
      'until the day given with it',
      [named('u', contactAssigned('kui', '2024-01-01', '2024-03-31'))],
      [`kui ${MUNICIPALITY} 2024-01-01 2024-03-31 u`],
    ],
    [
      'through the last day reported',
      [first, contactEnded('kui', '2024-02-29')],
      [`kui ${MUNICIPALITY} 2024-01-01 2024-02-29 first`],
    ],
    [
      'a reported last day counts before the planned one',
      [named('u', contactAssigned('kui', '2024-01-01', '2024-03-31')), contactEnded('kui', '2024-04-30')],
      [`kui ${MUNICIPALITY} 2024-01-01 2024-04-30 u`],
    ],
    [
      'of two last days the later recorded',
      [first, contactEnded('kui', '2024-02-29'), contactEnded('kui', '2024-02-15')],
      [`kui ${MUNICIPALITY} 2024-01-01 2024-02-15 first`],
    ],
    [
      'a later assignment takes over',
      [second, first],
      [`kui ${MUNICIPALITY} 2024-01-01 2024-05-31 first`, `kui ${MUNICIPALITY} 2024-06-01 null second`],
    ],
    [
      '… for good: its end does not bring the earlier back',
      [first, second, contactEnded('kui', '2024-07-31')],
      [`kui ${MUNICIPALITY} 2024-01-01 2024-05-31 first`, `kui ${MUNICIPALITY} 2024-06-01 2024-07-31 second`],
    ],
    [
      'of two from the same day the later recorded',
      [first, named('x', contactAssigned('kui', '2024-01-01'))],
      [`kui ${MUNICIPALITY} 2024-01-01 null x`],
    ],
    [
      'an end before any assignment has no effect',
      [first, contactEnded('kui', '2023-12-31')],
      [`kui ${MUNICIPALITY} 2024-01-01 null first`],
    ],
    [
      'another role is another contact person',
      [first, named('j', contactAssigned('own', '2024-02-01'))],
      [`kui ${MUNICIPALITY} 2024-01-01 null first`, `own ${MUNICIPALITY} 2024-02-01 null j`],
    ],
    [
      'another reporter’s is another one',
      [first, by('municipality-0461', named('z', contactAssigned('kui', '2024-02-01')))],
      ['kui municipality-0461 2024-02-01 null z', `kui ${MUNICIPALITY} 2024-01-01 null first`],
    ],
    [
      'another reporter cannot end it',
      [first, by('municipality-0461', contactEnded('kui', '2024-02-29'))],
      [`kui ${MUNICIPALITY} 2024-01-01 null first`],
    ],
    ['taken back it never was', [first, withdrawn('first', MUNICIPALITY)], []],
    [
      'a correction carries the sealed part',
      [first, named('c', corrected('first', contactAssigned('kui', '2024-01-15')))],
      [`kui ${MUNICIPALITY} 2024-01-15 null c`],
    ],
    ['a planned end before the start is no contact person', [contactAssigned('kui', '2024-01-01', '2023-12-31')], []],
  ])('%s', (_given, drafts, expected) => {
    expect(rows(...drafts)).toEqual(expected);
  });

  test('is the one of a given day', () => {
    const known = contactTimeline(history(first, second));
    expect(
      ['2023-12-31', '2024-05-31', '2024-06-01'].map((day) =>
        known.filter(({ from, to }) => from <= day && (to === null || day <= to)).map(({ eventId }) => eventId),
      ),
    ).toEqual([[], ['first'], ['second']]);
  });
});
