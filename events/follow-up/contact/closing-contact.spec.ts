import { describe, expect, test } from '@jest/globals';
import { spells, told, type Told } from '../../../test/follow-up/scenario.ts';

/** The last day is Friday 20 November 2026; reported on Sunday the 29th, due on Friday 4 December. */
const ENROLLED: Told = {
  on: '2026-08-10',
  id: 'enrolment',
  residences: [['2010-03-01', '0751']],
  spells: spells({ '2026-08-10': 'enrolled' }),
};
const LEFT: Told = {
  on: '2026-11-29',
  id: 'interruption',
  spells: spells({ '2026-08-10': 'enrolled', '2026-11-21': 'interrupted' }, { decidedBy: 'interruption' }),
};
const contact = (recordedOn: string, on: string, by = '0751'): Told => ({
  on: recordedOn,
  id: 'contact',
  contacts: { contact: on },
  by,
});
const moved = (on: string, from: string, to: string): Told => ({
  on,
  id: `move-${to}`,
  residences: [
    ['2010-03-01', '0751'],
    [from, to],
  ],
});
const OPENED = '2026-11-29 #1 opened by report interruption, known 2026-11-29, due 2026-12-04, 0751 (residence)';
const BREACHED = '2026-12-05 #1 breached, due 2026-12-04';

const ordered = (...story: readonly Told[]) =>
  story.toSorted((one, other) => (one.on < other.on ? -1 : Number(one.on > other.on)));
const after = (story: readonly Told[], today: string) => told(ordered(ENROLLED, LEFT, ...story), today).slice(1);

describe('a contact after the last day and before the report', () => {
  const AWARE = '2026-11-29 #1 rescheduled by contact, known 2026-11-24, due 2026-12-01';
  const CLOSED = '2026-11-29 #1 closed by contact of 2026-11-24, contact before report';

  test('counts as awareness and closes the case as it opens, and nothing is breached', () => {
    expect(told(ordered(ENROLLED, LEFT, contact('2026-11-24', '2026-11-24')), '2026-12-31')).toEqual([
      OPENED,
      AWARE,
      CLOSED,
    ]);
  });

  test('counts as well if it was reported late, as long as it was before the report', () => {
    expect(after([contact('2026-11-28', '2026-11-21')], '2026-12-31').at(-1)).toBe(
      '2026-11-29 #1 closed by contact of 2026-11-21, contact before report',
    );
  });

  test('reported after the case opened and within five workdays of it: closes then', () => {
    expect(after([contact('2026-12-01', '2026-11-24')], '2026-12-31').at(-1)).toBe(
      '2026-12-01 #1 closed by contact of 2026-11-24, contact before report',
    );
  });

  test('reported weeks after the breach is too late: the breach stays, and the due date with it', () => {
    expect(after([contact('2026-12-20', '2026-11-24')], '2026-12-31')).toEqual([
      BREACHED,
      '2026-12-20 #1 closed by contact of 2026-11-24, told late',
    ]);
  });

  test.each(['2026-11-20', '2026-11-19', '2026-08-10'])('on the last day or before it (%s) closes nothing', (on) => {
    expect(after([contact('2026-11-24', on)], '2026-12-31')).toEqual([BREACHED]);
  });

  test('of another municipality closes nothing', () => {
    expect(after([contact('2026-11-24', '2026-11-24', '0461')], '2026-12-31')).toEqual([BREACHED]);
  });

  test('of a municipality that was responsible then but not when the report is recorded closes nothing', () => {
    const story = [contact('2026-11-24', '2026-11-24'), moved('2026-11-26', '2026-11-26', '0851')];
    expect(after(story, '2026-12-31')).toEqual([BREACHED]);
  });

  test('of the new municipality before it was responsible closes nothing', () => {
    const story = [contact('2026-11-24', '2026-11-24', '0851'), moved('2026-11-26', '2026-11-26', '0851')];
    expect(after(story, '2026-12-31')).toEqual([BREACHED]);
  });

  test('that is withdrawn restores the duty with the day of the report', () => {
    const story = [
      contact('2026-11-24', '2026-11-24'),
      { on: '2026-11-30', id: 'oops', contacts: {}, withdraws: 'contact' },
    ];
    expect(after(story, '2026-12-31').slice(2)).toEqual([
      '2026-11-30 #2 opened by report oops, known 2026-11-29, due 2026-12-04, 0751 (residence)',
      '2026-12-05 #2 breached, due 2026-12-04',
    ]);
  });

  test('about an enrolment that never started counts from the day it was established, not from the 15th birthday', () => {
    const never: Told = {
      on: '2026-11-29',
      id: 'never',
      spells: spells({ '2025-03-01': 'unknown never-started' }, { decidedBy: 'never', happenedOn: '2026-11-20' }),
    };
    const story = (on: string) => told([ENROLLED, contact('2026-11-24', on), never], '2026-11-29').at(-1);
    expect(story('2026-09-01')).toMatch(/^2026-11-29 #1 opened/);
    expect(story('2026-11-24')).toMatch(/contact before report$/);
  });
});

describe('the own day of a contact decides whether it is in time only if it is reported within five workdays:', () => {
  test.each([
    ['2026-12-11', 'in time', 'five workdays after it'],
    ['2026-12-12', 'told late', 'the day after them'],
    ['2026-12-30', 'told late', 'weeks later'],
  ])('recorded on %s: %s, %s', (recordedOn, timing) => {
    expect(after([contact(recordedOn, '2026-12-04')], '2026-12-31')).toEqual([
      BREACHED,
      `${recordedOn} #1 closed by contact of 2026-12-04, ${timing}`,
    ]);
  });

  test('a correction that moves the contact into the time counts from its own recording', () => {
    const story = [
      contact('2026-12-08', '2026-12-07'),
      { on: '2026-12-29', id: 'correction', contacts: { contact: '2026-12-03' } },
    ];
    expect(after(story, '2026-12-31').at(-1)).toBe('2026-12-29 #2 closed by contact of 2026-12-03, told late');
  });

  test('of two contacts the one reported in time closes', () => {
    const both: Told = { on: '2026-12-29', id: 'both', contacts: { early: '2026-12-01', late: '2026-12-28' } };
    expect(after([both], '2026-12-31').at(-1)).toBe('2026-12-29 #1 closed by late of 2026-12-28, late');
  });
});

describe('a case is closed by a contact', () => {
  test('but not of a municipality that is not responsible', () => {
    expect(after([contact('2026-12-01', '2026-12-01', '0461')], '2026-12-31')).toEqual([BREACHED]);
  });

  test('of the former municipality on a day it had the case, and of the new one from its day', () => {
    const move = moved('2026-12-01', '2026-12-01', '0851');
    expect(after([move, contact('2026-12-02', '2026-11-30')], '2026-12-31').at(-1)).toMatch(
      /closed by contact of 2026-11-30, in time/,
    );
    expect(after([move, contact('2026-12-02', '2026-12-02', '0851')], '2026-12-31').at(-1)).toMatch(
      /closed by contact of 2026-12-02, in time/,
    );
    expect(after([move, contact('2026-12-03', '2026-12-03')], '2026-12-31').at(-1)).toBe(BREACHED);
  });

  test('of the last known municipality while the residence is withdrawn', () => {
    const back: Told = { on: '2026-11-30', id: 'back', residences: [] };
    expect(after([back, contact('2026-12-01', '2026-12-01')], '2026-12-31').at(-1)).toMatch(
      /closed by contact of 2026-12-01, in time/,
    );
  });
});
