import { type Draft, by, history, named } from '../given/history.ts';
import {
  changed,
  completed,
  contactAssigned,
  contactEnded,
  contactMade,
  interrupted,
  leaveEnded,
  leaveStarted,
  moved,
  neverStarted,
  personRegistered,
  registered,
  riskReported,
  riskWithdrawn,
} from '../given/reports.ts';
import type { PersonEvent } from '#events/person-event';

/** The Copenhagen day on which every report of the matrix is received. */
export const TODAY = '2026-06-01';
export const SCHOOL = '751001';

export const WRITERS = [
  '751001',
  '751002',
  'municipality-0751',
  'municipality-0461',
  'jobcentre-0751',
  'jobcentre-0461',
] as const;
export const RESIDENCES = ['none', '0751', '0751 then 0461', '0461 then 0751'] as const;
export const ENROLMENTS = ['none', 'running', 'ended', 'soon', 'later', 'expected over'] as const;
export const CASES = ['none', 'held by 0751', 'handed to 0461', 'closed'] as const;
export const DAYS = ['2026-02-15', '2026-02-28', '2026-03-01', '2026-05-19', '2026-05-20', TODAY] as const;
/** 16, 26, the last day of 29, the first of 30. */
export const BIRTHS = ['2009-11-20', '2000-03-02', '1996-06-02', '1996-06-01'] as const;
export const REGISTERED = [null, '2009-11-20', '1996-06-01'] as const;
export const NAMED_BY = ['number', 'key'] as const;

type OneOf<List extends readonly unknown[]> = List[number];

export interface Scenario {
  readonly writer: OneOf<typeof WRITERS>;
  readonly type: string;
  readonly residence: OneOf<typeof RESIDENCES>;
  readonly enrolment: OneOf<typeof ENROLMENTS>;
  readonly case: OneOf<typeof CASES>;
  readonly day: OneOf<typeof DAYS>;
  readonly birth: OneOf<typeof BIRTHS>;
  readonly registered: OneOf<typeof REGISTERED>;
  readonly namedBy: OneOf<typeof NAMED_BY>;
}

const contactRole = (writer: string) =>
  writer.startsWith('municipality') ? 'kui' : writer.startsWith('jobcentre') ? 'jobcentre' : 'institution';

type Build = (day: string, writer: string) => Draft;
const BY_INSTITUTION: Readonly<Record<string, Build>> = {
  'enrolment-registered.v1': (day) => registered('new', { startsOn: day, expectedEndsOn: '2028-06-30' }),
  'enrolment-changed.v1': (day) => changed('A', day, { track: 'x' }),
  'enrolment-never-started.v1': (day) => neverStarted('A', day),
  'education-interrupted.v1': (day) => interrupted('A', day),
  'education-completed.v1': (day) => completed('A', day),
  'leave-started.v1': (day) => leaveStarted('A', day),
  'leave-ended.v1': (day) => leaveEnded('A', day),
  'dropout-risk-reported.v1': (day) => riskReported('A', day),
  'dropout-risk-withdrawn.v1': (day) => riskWithdrawn('A', day),
};
const BY_MUNICIPALITY: Readonly<Record<string, Build>> = {
  'became-aware.v1': (day) => ({
    type: 'became-aware.v1',
    reporter: '',
    data: { awareOn: day, ground: { system: 'x', code: '1' } },
  }),
  'contact-made.v1': (day) => contactMade(day),
};
const BY_CONTACT_GIVERS: Readonly<Record<string, Build>> = {
  'contact-person-assigned.v1': (day, writer) => contactAssigned(contactRole(writer), day),
  'contact-person-ended.v1': (day, writer) => contactEnded(contactRole(writer), day),
};

/** The types that a writer may send, each with a report about a day. */
export function reportsOf(writer: string): Readonly<Record<string, Build>> {
  if (writer.startsWith('municipality')) return { ...BY_MUNICIPALITY, ...BY_CONTACT_GIVERS };
  return writer.startsWith('jobcentre') ? BY_CONTACT_GIVERS : { ...BY_INSTITUTION, ...BY_CONTACT_GIVERS };
}

const RESIDENCE_FACTS: Readonly<Record<Scenario['residence'], readonly Draft[]>> = {
  none: [],
  '0751': [moved('0751', '1996-01-01')],
  '0751 then 0461': [moved('0751', '1996-01-01'), moved('0461', '2026-03-01')],
  '0461 then 0751': [moved('0461', '1996-01-01'), moved('0751', '2026-03-01')],
};
const RUNNING = registered('A', { startsOn: '2025-08-11', expectedEndsOn: '2027-06-30' });
const ENROLMENT_FACTS: Readonly<Record<Scenario['enrolment'], readonly Draft[]>> = {
  none: [],
  running: [RUNNING],
  ended: [RUNNING, interrupted('A', '2026-02-28')],
  soon: [registered('A', { startsOn: '2026-05-29', expectedEndsOn: '2027-06-30' })],
  later: [registered('A', { startsOn: '2026-12-01', expectedEndsOn: '2027-06-30' })],
  'expected over': [registered('A', { startsOn: '2023-08-11', expectedEndsOn: '2026-04-20' })],
};
const fact = (type: string, data: object): Draft => ({ type, data, reporter: 'ungestatus' }) as unknown as Draft;
const OPENED = fact('follow-up-opened.v1', { caseId: 'c', municipality: '0751', knownOn: '2026-03-01' });
const CASE_FACTS: Readonly<Record<Scenario['case'], readonly Draft[]>> = {
  none: [],
  'held by 0751': [OPENED],
  'handed to 0461': [
    OPENED,
    fact('follow-up-handed-over.v1', { caseId: 'c', from: '0751', to: '0461', on: '2026-05-20' }),
  ],
  closed: [OPENED, fact('follow-up-closed.v1', { caseId: 'c', cause: 'x', on: '2026-05-19', inTime: true })],
};

/** The events of the stream before the report. */
export function eventsOf({ residence, enrolment, case: held, registered: birth }: Scenario): readonly PersonEvent[] {
  const facts = [
    ...(birth === null ? [] : [personRegistered(birth)]),
    ...RESIDENCE_FACTS[residence],
    ...ENROLMENT_FACTS[enrolment],
    ...CASE_FACTS[held],
  ];
  return history(...facts.map((draft, index) => named(`f${index}`, draft))).events;
}

export function draftOf({ type, writer, day }: Scenario): Draft {
  const build = reportsOf(writer)[type];
  if (!build) throw new Error(`${writer} sends no ${type}`);
  return by(writer, build(day, writer));
}
