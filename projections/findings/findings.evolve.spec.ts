import { expect, test } from '@jest/globals';
import { by, type Draft, history, named, waiting, warned } from '../../test/given/history.ts';
import {
  corrected,
  interrupted,
  leaveEnded,
  leaveStarted,
  registered,
  riskReported,
  riskWithdrawn,
  withdrawn,
} from '../../test/given/reports.ts';
import { openFindings } from './findings.evolve.ts';

const SCHOOL = '751001';
const start = named('start', registered('E1', { startsOn: '2019-08-01' }));
const odd = named('odd', warned(interrupted('E1', '2019-12-01'), 'time-missing'));

const found = (...drafts: readonly Draft[]) =>
  openFindings(history(...drafts).events).map(({ check, eventId, contentEventId }) =>
    [check, eventId, ...(contentEventId === eventId ? [] : [contentEventId])].join(' '),
  );

test.each<{ what: string; drafts: readonly Draft[]; open: readonly string[] }>([
  { what: 'no warning, no finding', drafts: [start], open: [] },
  { what: 'each warning of a report is one', drafts: [start, odd], open: ['time-missing odd'] },
  {
    what: 'the same warning at two fields of one report is one finding',
    drafts: [
      named('two', warned(registered('E2', { startsOn: '2020-01-01' }), 'outside-enrolment', 'outside-enrolment')),
    ],
    open: ['outside-enrolment two'],
  },
  {
    what: 'a correction without the warning resolves it',
    drafts: [start, odd, corrected('odd', interrupted('E1', '2019-12-02'))],
    open: [],
  },
  {
    what: 'a correction with a warning of its own opens another one',
    drafts: [start, odd, named('c', warned(corrected('odd', interrupted('E1', '2019-12-02')), 'end-far-ahead'))],
    open: ['end-far-ahead odd c'],
  },
  {
    what: 'a withdrawn correction brings it back',
    drafts: [start, odd, named('c', corrected('odd', interrupted('E1', '2019-12-02'))), withdrawn('c')],
    open: ['time-missing odd'],
  },
  { what: 'a withdrawal resolves it', drafts: [start, odd, withdrawn('odd')], open: [] },
  {
    what: 'another reporter’s withdrawal does not',
    drafts: [start, odd, withdrawn('odd', '751002')],
    open: ['time-missing odd'],
  },
  {
    what: 'a report that waits for standing has none until it is in force',
    drafts: [waiting(odd, { needs: 'own-enrolment', enrolmentId: 'E1' })],
    open: [],
  },
  {
    what: 'the start of the leave resolves an end without one',
    drafts: [
      start,
      named('e', warned(leaveEnded('E1', '2020-02-01'), 'leave-not-started')),
      leaveStarted('E1', '2020-01-01'),
    ],
    open: [],
  },
  {
    what: 'a start after that end does not',
    drafts: [
      start,
      named('e', warned(leaveEnded('E1', '2020-02-01'), 'leave-not-started')),
      leaveStarted('E1', '2020-02-02'),
    ],
    open: ['leave-not-started e'],
  },
  {
    what: 'the same of a risk withdrawn before it was reported',
    drafts: [
      start,
      named('w', warned(riskWithdrawn('E1', '2020-02-01'), 'risk-not-reported')),
      riskReported('E1', '2020-01-01'),
    ],
    open: [],
  },
  {
    what: 'another enrolment’s leave does not count',
    drafts: [
      start,
      named('e', warned(leaveEnded('E1', '2020-02-01'), 'leave-not-started')),
      leaveStarted('E2', '2020-01-01'),
    ],
    open: ['leave-not-started e'],
  },
  {
    what: 'two ends contradict each other until one is withdrawn',
    drafts: [
      start,
      named('a', interrupted('E1', '2019-12-01')),
      named('b', warned(interrupted('E1', '2019-12-09'), 'end-known')),
      withdrawn('a'),
    ],
    open: [],
  },
  {
    what: 'another school’s report of the same enrolment id resolves nothing',
    drafts: [
      start,
      named('e', warned(leaveEnded('E1', '2020-02-01'), 'leave-not-started')),
      by('751002', leaveStarted('E1', '2020-01-01')),
    ],
    open: ['leave-not-started e'],
  },
])('$what', ({ drafts, open }) => {
  expect(found(...drafts)).toEqual(open);
});

test('an end told far ahead expires on its day, by the present content', () => {
  const far = named('far', warned(interrupted('E1', '2020-08-01'), 'end-far-ahead'));
  const further = named('c', warned(corrected('far', interrupted('E1', '2020-09-01')), 'end-far-ahead'));
  expect(openFindings(history(start, far).events)).toMatchObject([{ from: '2020-01-02', expiresOn: '2020-08-01' }]);
  expect(openFindings(history(start, far, further).events)).toMatchObject([
    { from: '2020-01-03', expiresOn: '2020-09-01', enrolmentId: 'E1', reporter: SCHOOL, system: 'study' },
  ]);
});
