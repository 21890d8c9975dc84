import { describe, expect, test } from '@jest/globals';
import { addDays } from '#libs/calendar';
import type { PersonHistory } from '#events/person-event';
import { contactPersons } from '#projections/contact-persons/projection';
import { educationStatus } from '#projections/education-status/projection';
import { findings } from '#projections/findings/projection';
import { followUpCases } from '#projections/follow-up-cases/projection';
import { missingReports } from '#projections/missing-reports/projection';
import { personIdentity } from '#projections/person-identity/projection';
import { residence } from '#projections/residence/projection';
import { type Draft, history, warned } from '../../test/given/history.ts';
import {
  changed,
  contactAssigned,
  corrected,
  interrupted,
  leaveStarted,
  moved,
  nameRegistered,
  registered,
  riskReported,
  withdrawn,
} from '../../test/given/reports.ts';
import { givenRules } from '../../test/given/rules.ts';
import { changeOf, type KnowledgeProjection } from './projection.ts';

const rules = givenRules();
const PROJECTIONS = [
  educationStatus(rules),
  residence(rules),
  contactPersons,
  personIdentity,
  followUpCases(rules),
  missingReports(rules, (name) => name),
  findings((...of) => of.join(' ')),
];
const dayOf = (number: number): string => addDays('2025-08-11', number % 400);

/** The kinds of report that a sender may send thousands of about one person: the nth report, after one enrolment. */
const KINDS: Readonly<Record<string, (number: number) => Draft>> = {
  risks: (number) => riskReported('H1', dayOf(number * 7), number % 2 === 0 ? 'red' : 'yellow'),
  enrolments: (number) => registered(`H${number}`, { startsOn: dayOf(number) }),
  changes: (number) => changed('H1', dayOf(number * 7), { expectedEndsOn: addDays('2028-01-01', number % 50) }),
  ends: (number) => interrupted('H1', dayOf(number * 7)),
  leaves: (number) => leaveStarted('H1', dayOf(number)),
  moves: (number) => moved(number % 2 === 0 ? '0751' : '0461', dayOf(number * 7)),
  contacts: (number) => contactAssigned('kui', dayOf(number * 7)),
  names: () => nameRegistered(),
  corrections: (number) =>
    corrected(number === 0 ? 'e1' : `e${number + 1}`, registered('H1', { startsOn: dayOf(number) })),
  withdrawals: (number) => (number % 2 === 0 ? riskReported('H1', dayOf(number)) : withdrawn(`e${number + 1}`)),
};

/** With warnings, without which the findings have no work at all. */
const odd = (draft: Draft): Draft => warned(draft, 'time-missing', 'enrolment-known');

const crowd = (kind: (number: number) => Draft, count: number): PersonHistory =>
  history(
    registered('H1', { startsOn: '2025-08-11' }),
    ...Array.from({ length: count }, (_, number) => odd(kind(number))),
  );

interface Work {
  /** Events read by folds. */
  readonly events: number;
  /** Rows opened and closed. */
  readonly rows: number;
}

function workOf(projection: KnowledgeProjection, whole: PersonHistory): Work {
  let events = 0;
  const counted: KnowledgeProjection = {
    ...projection,
    beliefs: (known) => {
      events += known.events.length;
      return projection.beliefs(known);
    },
  };
  const { opened, closed } = changeOf(counted, whole, 1);
  return { events, rows: opened.length + closed.length };
}

const COUNT = 400;
const MOST = 2.2;

function growthOf(projection: KnowledgeProjection, kind: (number: number) => Draft): number {
  const [once, twice] = [workOf(projection, crowd(kind, COUNT)), workOf(projection, crowd(kind, 2 * COUNT))];
  return Math.max(twice.events / once.events, once.rows === 0 ? 0 : twice.rows / once.rows);
}

describe.each(Object.entries(KINDS))('twice as many %s about one person', (_name, kind) => {
  test('are at most 2.2 times the work of each reader', () => {
    for (const projection of PROJECTIONS)
      expect([projection.name, growthOf(projection, kind) <= MOST]).toEqual([projection.name, true]);
  });
});

test('sabotage: with the rows of every state of knowledge kept, twice as many reports are four times the work', () => {
  expect(
    growthOf({ ...educationStatus(rules), keepsUpTo: Infinity }, KINDS['risks'] as (number: number) => Draft),
  ).toBeGreaterThan(3);
});
