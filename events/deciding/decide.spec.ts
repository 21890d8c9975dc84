import { describe, expect, test } from '@jest/globals';
import { givenContext } from '../../test/given/decide-context.ts';
import { decidedOn, NOTHING_SAID } from '../../test/given/decided.ts';
import { BIRTH_DATE, by, type Draft } from '../../test/given/history.ts';
import {
  changed,
  completed,
  contactAssigned,
  contactEnded,
  interrupted,
  leaveEnded,
  leaveStarted,
  moved,
  neverStarted,
  personRegistered,
  registered,
  riskReported,
  riskWithdrawn,
} from '../../test/given/reports.ts';

const context = givenContext({
  institution: (number, day) =>
    number === '999999' || (number === '888888' && day >= '2026-01-01') ? 'unknown' : 'known',
  mayReport: (institution) => institution !== '777777',
});
const decideOn = (past: readonly Draft[], draft: Draft, registeredAt?: string | null) =>
  decidedOn(past, draft, context, registeredAt);

const nothing = NOTHING_SAID;
const refused = (...refusals: string[]) => ({ ...nothing, refusals });
const warned = (...warnings: string[]) => ({ ...nothing, warnings });
const held = { ...nothing, held: true };
const start = registered('A', { startsOn: '2023-08-01', expectedEndsOn: '2027-06-30' });
const aware = (awareOn: string): Draft => ({
  type: 'became-aware.v1',
  reporter: 'municipality-0751',
  data: { awareOn, ground: { system: 'neutral', code: 'other' } },
});
const contact = (on: string): Draft => ({
  type: 'contact-made.v1',
  reporter: 'municipality-0751',
  data: { on, channel: { system: 'neutral', code: 'phone' }, guardianInvolved: false },
});
const nobody = contactAssigned('kui', '2026-01-01');
const reachable = { ...nobody, data: { ...nobody.data, phone: '12345678' } };

/** Before the 15th birthday (2020-03-10) and from the 30th (2035-03-10) on. */
const TOO_YOUNG = '2020-03-09';
const JUST_OLD_ENOUGH = '2020-03-10';

type Row = [name: string, past: readonly Draft[], report: Draft, expected: object];

const allowed: Row[] = [
  ['an enrolment', [], start, nothing],
  ['an enrolment on the 15th birthday', [], registered('A', { startsOn: JUST_OLD_ENOUGH }), nothing],
  [
    'compulsory school from six, reaching into the ages',
    [],
    registered('A', { kind: 'compulsory', startsOn: '2011-08-01', expectedEndsOn: '2021-06-30' }),
    nothing,
  ],
  ['an interruption on the day it started', [start], interrupted('A', '2023-08-01'), nothing],
  ['a completion', [start], completed('A', '2026-06-12'), nothing],
  [
    'a second enrolment after the first has ended',
    [start, interrupted('A', '2024-01-31')],
    registered('B', { startsOn: '2024-02-01' }),
    nothing,
  ],
  [
    'a second enrolment where the first never started',
    [start, neverStarted('A', '2023-08-14')],
    registered('B', { startsOn: '2023-09-01' }),
    nothing,
  ],
  ['a changed end', [start], changed('A', '2025-01-01', { expectedEndsOn: '2027-12-31' }), nothing],
  ['leave and its end', [start, leaveStarted('A', '2025-01-01')], leaveEnded('A', '2025-02-01'), nothing],
  ['a risk while enrolled', [start], riskReported('A', '2026-05-01'), nothing],
  ['a risk and its withdrawal', [start, riskReported('A', '2026-04-01')], riskWithdrawn('A', '2026-05-01'), nothing],
  ['a contact person with a phone', [], reachable, nothing],
  ['the end of a contact person', [], contactEnded('kui', '2026-05-01'), nothing],
  ['somebody outside the ages moving', [], moved('0751', '2010-01-01'), nothing],
  ['somebody being born', [], personRegistered(BIRTH_DATE), nothing],
  ['awareness and contact', [], contact('2026-06-12'), nothing],
];

const refusals: Row[] = [
  [
    'a course expected to end before it starts',
    [],
    registered('A', { startsOn: '2026-08-10', expectedEndsOn: '2026-08-09' }),
    refused('end-before-start /data/expectedEndsOn'),
  ],
  [
    'an institution the register does not know',
    [],
    registered('A', { startsOn: '2025-08-01', institution: '999999' }),
    refused('unknown-institution /data/institution'),
  ],
  [
    'an institution closed by then',
    [],
    registered('A', { startsOn: '2026-08-01', institution: '888888' }),
    refused('unknown-institution /data/institution'),
  ],
  [
    'a department nobody knows',
    [],
    registered('A', { startsOn: '2025-08-01', department: '999999' }),
    refused('unknown-institution /data/department'),
  ],
  [
    "an institution that is somebody else's",
    [],
    registered('A', { startsOn: '2025-08-01', institution: '777777' }),
    refused('institution-not-yours /data/institution'),
  ],
  [
    'an enrolment over before the 15th birthday',
    [],
    registered('A', { startsOn: '2018-08-01', expectedEndsOn: TOO_YOUNG }),
    refused('over-before-scope /data/expectedEndsOn'),
  ],
  [
    'an enrolment from the 30th birthday',
    [],
    registered('A', { startsOn: '2035-03-10' }),
    { ...refused('outside-ages /data/startsOn'), warnings: ['future-date /data'] },
  ],
  [
    'compulsory school that is over before 15',
    [],
    registered('A', { kind: 'compulsory', startsOn: '2011-08-01', expectedEndsOn: TOO_YOUNG }),
    refused('over-before-scope /data/expectedEndsOn'),
  ],
  [
    'an interruption before the start',
    [start],
    interrupted('A', '2023-07-31'),
    refused('end-before-start /data/lastDay'),
  ],
  [
    'a completion before the start',
    [start],
    completed('A', '2023-07-31', 'part'),
    refused('end-before-start /data/completedOn'),
  ],
  [
    'a start moved to after the end',
    [start, interrupted('A', '2024-01-31')],
    changed('A', '2024-02-01', { startsOn: '2024-02-01' }),
    { ...refused('end-before-start /data/startsOn'), warnings: ['outside-enrolment /data/changedOn'] },
  ],
  [
    'an end moved to before the start',
    [start],
    changed('A', '2024-02-01', { expectedEndsOn: '2023-07-31' }),
    refused('end-before-start /data/expectedEndsOn'),
  ],
  ['a change of nothing', [start], changed('A', '2024-02-01', {}), refused('nothing-changed /data')],
  [
    'leave that ends before it begins',
    [start],
    leaveStarted('A', '2025-01-01', '2024-12-31'),
    refused('until-before-from /data/expectedUntil'),
  ],
  [
    'an end of leave before its start',
    [start, leaveStarted('A', '2025-01-01')],
    leaveEnded('A', '2024-12-31'),
    refused('until-before-from /data/lastDay'),
  ],
  [
    'a contact person until before from',
    [],
    { ...reachable, data: { ...reachable.data, until: '2025-12-31' } },
    refused('until-before-from /data/until'),
  ],
  [
    "a school stating the municipality's contact person",
    [],
    by('751001', reachable),
    refused('role-not-yours /data/role'),
  ],
  [
    "the young person's own details from a school",
    [],
    by('751001', { ...reachable, data: { ...reachable.data, role: 'own' } }),
    refused('role-not-yours /data/role'),
  ],
  [
    "the end of the jobcentre's contact person by the municipality",
    [],
    contactEnded('jobcentre', '2026-05-01'),
    refused('role-not-yours /data/role'),
  ],
  ['awareness of somebody too young', [], aware(TOO_YOUNG), refused('outside-ages /data/awareOn')],
  ['contact with somebody too young', [], contact(TOO_YOUNG), refused('outside-ages /data/on')],
];

const oddities: Row[] = [
  [
    'a residence in no municipality',
    [],
    moved('0999', '2026-06-01'),
    warned('municipality-unknown /data/municipality'),
  ],
  ['a mistyped municipality', [], moved('0752', '2026-06-01'), warned('municipality-unknown /data/municipality')],
  ['a residence in Greenland', [], moved('0957', '2026-06-01'), warned('municipality-abroad /data/municipality')],
  [
    'two enrolments at once',
    [start],
    registered('B', { startsOn: '2024-08-01' }),
    warned('enrolment-overlap /data/startsOn'),
  ],
  [
    'the same course under another id',
    [start],
    registered('B', { startsOn: '2023-08-01' }),
    warned('duplicate-enrolment /data/enrolmentId'),
  ],
  ['the same id again', [start], start, warned('enrolment-known /data/enrolmentId')],
  [
    'an enrolment later than its end, which came first',
    [interrupted('A', '2023-07-01')],
    start,
    warned('end-known-before-start /data/startsOn'),
  ],
  [
    'a risk on an ended enrolment',
    [start, completed('A', '2026-01-31')],
    riskReported('A', '2026-02-01'),
    warned('risk-on-ended-enrolment /data/enrolmentId'),
  ],
  ['a contact person nobody can reach', [], nobody, warned('contact-without-reach /data')],
  ['a date more than a year ahead', [], registered('A', { startsOn: '2027-06-16' }), warned('future-date /data')],
];

const holding: Row[] = [
  ['an interruption', [], interrupted('A', '2026-05-01'), held],
  ['a completion', [], completed('A', '2026-05-01'), held],
  ['a never-started', [], neverStarted('A', '2026-05-01'), held],
  ['a change', [], changed('A', '2026-05-01', { track: 'x' }), held],
  ['leave', [], leaveStarted('A', '2026-05-01'), held],
  ['the end of leave', [], leaveEnded('A', '2026-05-01'), held],
  ['a risk', [], riskReported('A', '2026-05-01'), held],
  ['the withdrawal of a risk', [], riskWithdrawn('A', '2026-05-01'), held],
  [
    "a report on another reporter's enrolment of the same id",
    [start],
    by('751002', interrupted('A', '2026-05-01')),
    held,
  ],
];

describe('a report is accepted without a warning:', () =>
  test.each(allowed)('%s', (_, past, report, expected) => expect(decideOn(past, report)).toEqual(expected)));
describe('a report is refused:', () =>
  test.each(refusals)('%s', (_, past, report, expected) => expect(decideOn(past, report)).toEqual(expected)));
describe('a report is accepted with a warning:', () =>
  test.each(oddities)('%s', (_, past, report, expected) => expect(decideOn(past, report)).toEqual(expected)));
describe('a report is held until the enrolment is known:', () =>
  test.each(holding)('%s', (_, past, report, expected) => expect(decideOn(past, report)).toEqual(expected)));

test('a held report is still refused for errors that need no enrolment', () => {
  const tomorrow = '2026-06-16';
  for (const report of [
    neverStarted('A', tomorrow),
    riskReported('A', tomorrow),
    riskWithdrawn('A', tomorrow),
    leaveStarted('A', '2026-01-01', '2025-12-31'),
  ])
    expect(decideOn([], report).refusals).toHaveLength(1);
});

test('a missing time and a time after the receipt are warnings, not errors', () => {
  expect(decideOn([], start, null)).toEqual(warned('time-missing /time'));
  expect(decideOn([], start, '2026-06-15T06:00:00.001Z')).toEqual(warned('registered-after-received /time'));
});

test('all errors of a decision are listed at once', () => {
  const report = registered('A', {
    startsOn: TOO_YOUNG,
    expectedEndsOn: '2020-01-01',
    institution: '999999',
    department: '999999',
  });
  expect(decideOn([], report).refusals).toHaveLength(4);
});
