import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyHistory } from '../../test/given/any-history.ts';
import { by, type Draft, history, named, waiting } from '../../test/given/history.ts';
import {
  changed,
  completed,
  contactMade,
  corrected,
  interrupted,
  leaveEnded,
  leaveStarted,
  neverStarted,
  personRegistered,
  registered,
  withdrawn,
} from '../../test/given/reports.ts';
import { givenRules } from '../../test/given/rules.ts';
import { expectedReports } from './missing-reports.evolve.ts';

const rules = givenRules();
const H1 = named(
  'H1',
  registered('H1', { startsOn: '2023-08-10', expectedEndsOn: '2026-06-26', department: '751003' }),
);
const onLeave = named('leave', leaveStarted('H1', '2026-01-05', '2026-03-31'));
const of = (...drafts: Draft[]): string[] =>
  expectedReports(history(...drafts), rules).map(
    ({ check, reason, dueOn, to, cause }) => `${check} ${reason} due ${dueOn} to ${to} by ${cause}`,
  );
const end = (dueOn: string, cause = 'H1', reason = 'expected-end-passed'): string =>
  `course-end ${reason} due ${dueOn} to null by ${cause}`;

describe('the end of a course is expected', () => {
  // 26 June 2026 is a Friday.
  test.each<[string, Draft[], string[]]>([
    ['five workdays after its expected end', [H1], [end('2026-07-03')]],
    ['not if it is completed', [H1, completed('H1', '2026-06-26')], []],
    ['still if a part is completed', [H1, completed('H1', '2026-06-26', 'part')], [end('2026-07-03')]],
    ['not if it is interrupted, long before or after', [H1, interrupted('H1', '2026-12-01')], []],
    ['not if it never started', [H1, neverStarted('H1', '2023-08-20')], []],
    [
      'later if it is prolonged',
      [H1, changed('H1', '2026-05-01', { expectedEndsOn: '2027-06-25' })],
      [end('2027-07-02')],
    ],
    [
      'again if its end is withdrawn',
      [H1, named('x', interrupted('H1', '2024-01-10')), withdrawn('x')],
      [end('2026-07-03')],
    ],
    ['not if the registration is withdrawn', [H1, withdrawn('H1')], []],
    [
      'by its correction',
      [H1, corrected('H1', registered('H1', { startsOn: '2023-08-10', expectedEndsOn: '2025-06-27' }))],
      [end('2025-07-04')],
    ],
    [
      'after the longest duration of its kind if no end was stated',
      [named('open', registered('H2', { startsOn: '2020-08-10', kind: 'upper-secondary' }))],
      [end('2024-08-16', 'open', 'longest-duration-passed')],
    ],
    [
      'for each of two enrolments that used one id',
      [
        H1,
        interrupted('H1', '2024-01-10'),
        named('again', registered('H1', { startsOn: '2024-08-12', expectedEndsOn: '2027-06-25' })),
      ],
      [end('2027-07-02', 'again')],
    ],
    ['not after the 30th birthday', [registered('H1', { startsOn: '2032-08-10', expectedEndsOn: '2035-03-10' })], []],
    [
      'not of an application for an admission test',
      [
        registered('H1', {
          startsOn: '2026-02-02',
          expectedEndsOn: '2026-06-26',
          education: { system: 'cosa', code: '3000' },
        }),
      ],
      [],
    ],
  ])('%s', (_when, drafts, expected) => {
    expect(of(...drafts)).toEqual(expected);
  });

  test('by the reporter of the enrolment, with its department', () => {
    expect(expectedReports(history(H1), rules)).toMatchObject([
      { reporter: '751001', department: '751003', enrolmentId: 'H1' },
    ]);
  });
});

describe('the end of a leave is expected', () => {
  const leave = (dueOn: string, to: string | null = null): string =>
    `leave-end expected-return-passed due ${dueOn} to ${to} by leave`;
  // Easter 2026 closes 2, 3 and 6 April.
  test.each<[string, Draft[], string[]]>([
    ['five workdays after the day stated', [H1, onLeave], [leave('2026-04-10')]],
    ['not if it ended', [H1, onLeave, leaveEnded('H1', '2026-06-01')], []],
    ['not if no end was stated', [H1, leaveStarted('H1', '2026-01-05')], []],
    ['as it was told last', [H1, onLeave, leaveStarted('H1', '2026-02-02', '2026-05-29')], [leave('2026-06-05')]],
    ['until the course ended', [H1, onLeave, interrupted('H1', '2026-05-20')], [leave('2026-04-10', '2026-05-20')]],
    ['not if the course ended before', [H1, onLeave, interrupted('H1', '2026-04-10')], []],
  ])('%s', (_when, drafts, expected) => {
    expect(of(...drafts).filter((item) => item.startsWith('leave'))).toEqual(expected);
  });
});

describe('a held report is missing what it waits for', () => {
  const held = named('held', waiting(interrupted('H1', '2024-02-02'), { needs: 'own-enrolment', enrolmentId: 'H1' }));
  // Received on 1 January 2020.
  test.each<[string, Draft[], string[]]>([
    ['30 days after it was received', [held], ['held-report own-enrolment due 2020-01-31 to null by held']],
    ['not if it comes', [held, H1], []],
    ['not if it is withdrawn', [held, withdrawn('held')], []],
  ])('%s', (_when, drafts, expected) => {
    expect(of(...drafts)).toEqual(expected);
  });

  test('of a municipality too, without an enrolment', () => {
    const contact = named('call', waiting(contactMade('2020-01-02'), { needs: 'closed' }));
    expect(expectedReports(history(contact), rules)).toEqual([
      {
        check: 'held-report',
        reason: 'closed',
        reporter: 'municipality-0751',
        dueOn: '2020-01-31',
        to: null,
        cause: 'call',
      },
    ]);
  });
});

describe('what a reporter should send', () => {
  const mine = (whole: ReturnType<typeof history>) =>
    expectedReports(whole, rules).filter(({ reporter }) => reporter === '751001');

  test('follows from its own reports alone', () => {
    fc.assert(
      fc.property(anyHistory, (whole) => {
        const own = { ...whole, events: whole.events.filter(({ reporter }) => reporter === '751001') };
        expect(mine(whole)).toEqual(mine(own));
      }),
      { numRuns: 500 },
    );
  });

  test('… so neither another school’s end nor the register’s birth date removes its item', () => {
    const before = of(H1);
    expect(of(H1, by('751002', completed('H1', '2026-06-26')), personRegistered('1990-01-01'))).toEqual(before);
  });
});
