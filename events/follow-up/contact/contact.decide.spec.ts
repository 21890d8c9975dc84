import { describe, expect, test } from '@jest/globals';
import { spells, told, type Told } from '../../../test/follow-up/scenario.ts';

const HOME: Told = { on: '2026-01-05', id: 'home', residences: [['2010-03-01', '0751']] };
const ENROLLED: Told = { on: '2026-01-05', id: 'enrolment', spells: spells({ '2025-08-01': 'enrolled' }) };
const INTERRUPTED: Told = {
  on: '2026-06-15',
  id: 'interruption',
  spells: spells({ '2025-08-01': 'enrolled', '2026-06-11': 'interrupted' }, { decidedBy: 'interruption' }),
};
const STORY = [HOME, ENROLLED, INTERRUPTED];
const OPENED = '2026-06-15 #1 opened by report interruption, known 2026-06-15, due 2026-06-22, 0751 (residence)';
const BREACHED = '2026-06-23 #1 breached, due 2026-06-22';

describe('opening a case:', () => {
  test('a report that an enrolment was interrupted opens the case on the day it was recorded, not the day the pupil left', () => {
    expect(told(STORY, '2026-06-15')).toEqual([OPENED]);
  });

  test.each([
    ['2026-01-09', '2026-01-16', '2026-01-16'],
    ['2026-01-10', '2026-01-16', '2026-01-16'],
    ['2026-01-11', '2026-01-16', '2026-01-16'],
    ['2026-04-01', '2026-04-13', '2026-04-13'],
    ['2026-05-12', '2026-05-20', '2026-05-20'],
    ['2025-05-30', '2025-06-06', '2025-06-10'],
    ['2026-06-03', '2026-06-10', '2026-06-11'],
    ['2025-12-19', '2025-12-30', '2026-01-02'],
    ['2025-12-23', '2026-01-02', '2026-01-06'],
    ['2024-04-24', '2024-05-01', '2024-05-01'],
    ['2023-05-03', '2023-05-11', '2023-05-11'],
  ])('known on %s it is due %s by calendar A and %s by B', (knownOn, dueA, dueB) => {
    const birthDate = `${Number(knownOn.slice(0, 4)) - 16}-01-01`;
    const known = (municipality: string) =>
      told(
        [
          {
            on: knownOn,
            id: 'interruption',
            birthDate,
            residences: [[birthDate, municipality]],
            spells: spells({ [birthDate]: 'interrupted' }),
          },
        ],
        knownOn,
      );
    expect(known('0751')).toEqual([
      `${knownOn} #1 opened by report interruption, known ${knownOn}, due ${dueA}, 0751 (residence)`,
    ]);
    expect(known('0461')).toEqual([
      `${knownOn} #1 opened by report interruption, known ${knownOn}, due ${dueB}, 0461 (residence)`,
    ]);
  });

  test.each([
    'unknown expected-report-missing',
    'unknown never-started',
    'unknown withdrawn',
    'unknown compulsory-ended',
    'interrupted not-passed',
  ])('%s opens a case on its day', (status) => {
    expect(
      told([HOME, { on: '2026-06-15', id: 'report', spells: spells({ '2026-06-01': status }) }], '2026-06-15'),
    ).toHaveLength(1);
  });

  test.each([
    'unknown never-reported',
    'enrolled',
    'on-leave',
    'compulsory-school',
    'awaiting-start',
    'completed',
    'out-of-scope',
  ])('%s opens no case', (status) => {
    expect(
      told([HOME, { on: '2026-06-15', id: 'report', spells: spells({ '2026-06-01': status }) }], '2026-09-15'),
    ).toEqual([]);
  });

  test('an end reported ahead opens the case on the day it takes effect', () => {
    const ahead = {
      ...INTERRUPTED,
      spells: spells({ '2025-08-01': 'enrolled', '2026-06-20': 'interrupted' }, { decidedBy: 'interruption' }),
    };
    expect(told([HOME, ENROLLED, ahead], '2026-06-20')).toEqual([
      '2026-06-20 #1 opened by time interruption, known 2026-06-20, due 2026-06-26, 0751 (residence)',
    ]);
  });

  test('a limit that passes without a report opens the case that day, even if no service ran then', () => {
    const limited = {
      ...ENROLLED,
      spells: spells(
        { '2025-08-01': 'enrolled', '2026-06-13': 'unknown expected-report-missing' },
        { decidedBy: 'enrolment' },
      ),
    };
    expect(told([HOME, limited], '2026-06-16')).toEqual([
      '2026-06-13 #1 opened by time enrolment, known 2026-06-13, due 2026-06-19, 0751 (residence)',
    ]);
  });

  test('a violation that exists on the 15th birthday opens the case on the birthday', () => {
    const young = {
      ...ENROLLED,
      birthDate: '2011-06-16',
      spells: spells({ '2011-06-16': 'out-of-scope', '2026-06-16': 'interrupted' }, { decidedBy: 'enrolment' }),
    };
    expect(told([HOME, young], '2026-06-16')).toEqual([
      '2026-06-16 #1 opened by time enrolment, known 2026-06-16, due 2026-06-23, 0751 (residence)',
    ]);
  });

  test("if the clock was set back between two reports, position is the order: known on the later report's own day", () => {
    expect(told([{ ...HOME, on: '2026-10-01' }, { ...ENROLLED, on: '2026-10-01' }, INTERRUPTED], '2026-06-15')).toEqual(
      [OPENED],
    );
  });

  test.each([
    ['2011-06-15', 1],
    ['2011-06-16', 0],
    ['2008-06-16', 1],
    ['2008-06-15', 0],
  ])('a person born %s has %i case on 15 June 2026', (birthDate, cases) => {
    expect(told([{ ...HOME, birthDate }, ENROLLED, INTERRUPTED], '2026-06-15')).toHaveLength(cases);
  });

  test('turning 18 within the window neither closes nor cancels', () => {
    expect(told([{ ...HOME, birthDate: '2008-06-18' }, ENROLLED, INTERRUPTED], '2026-06-30')).toEqual([
      OPENED,
      BREACHED,
    ]);
  });
});

describe('the municipality responsible for a case:', () => {
  test('without a known residence the municipality of the school holds the case', () => {
    expect(told([ENROLLED, INTERRUPTED], '2026-06-15')).toEqual([OPENED.replace('residence', 'school')]);
  });

  test('with neither known no municipality holds it, and the case says so', () => {
    const elsewhere = { ...INTERRUPTED, spells: spells({ '2026-06-11': 'interrupted' }, { institution: '999999' }) };
    expect(told([elsewhere], '2026-06-15')).toEqual([OPENED.replace('0751 (residence)', 'null (none)')]);
  });
});

describe('a case becomes overdue:', () => {
  test('not on the due date itself', () => {
    expect(told(STORY, '2026-06-22')).toEqual([OPENED]);
  });

  test('without any action it is breached the morning after the due date', () => {
    expect(told(STORY, '2026-06-23')).toEqual([OPENED, BREACHED]);
  });

  test('if it is asked for the first time long after, each fact has its true day', () => {
    expect(told(STORY, '2026-11-02')).toEqual([OPENED, BREACHED]);
  });
});
