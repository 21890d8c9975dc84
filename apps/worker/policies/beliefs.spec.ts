import { describe, expect, test } from '@jest/globals';
import { contactClock, type FollowUpFact } from '#events/follow-up/contact/contact.decide';
import { lines, TERMS } from '../../../test/follow-up/scenario.ts';
import {
  CONTACT,
  type Draft,
  ENROLLED,
  history,
  idOf,
  INTERRUPTED,
  LIVES,
  WITHDRAWN,
} from '../../../test/follow-up/stream.ts';
import { beliefsOf, recordedFactsOf } from './beliefs.ts';
import { momentsOf } from './moments.ts';
import { finish } from '#libs/concurrency';
import { DANISH_RULES } from '../../../libs/rules/rules.data.ts';
import { createRuleBook } from '../../../libs/rules/create-rule-book.ts';

const RULES = createRuleBook(DANISH_RULES);
const HOME = LIVES('0751', '2010-03-01', '2025-08-01');

function asked(entries: readonly (Draft | FollowUpFact)[], today: string, born?: string) {
  const stream = history(entries, born);
  return {
    person: stream.person,
    beliefs: finish(beliefsOf(stream, momentsOf(stream, today).moments, RULES)),
    recorded: recordedFactsOf(stream),
    today,
    terms: { ...TERMS, rules: RULES },
  };
}
const stated = (entries: readonly (Draft | FollowUpFact)[], today: string) =>
  contactClock.decide(asked(entries, today));
const id = (name: string) => idOf(name);
const STORY = [HOME, ENROLLED, INTERRUPTED];
const WHAT_OPENED = `report ${id('interruption')}`;
const OPENED = `2026-06-15 #1 opened by ${WHAT_OPENED}, known 2026-06-15, due 2026-06-22, 0751 (residence)`;

describe('the contact clock over a real stream', () => {
  test('left on 10 June, reported on Monday the 15th: known that day, due Monday the 22nd, breached on the 23rd', () => {
    expect(lines(stated(STORY, '2026-06-22'))).toEqual([OPENED]);
    expect(lines(stated(STORY, '2026-06-23'))).toEqual([OPENED, '2026-06-23 #1 breached, due 2026-06-22']);
  });

  test('does not state again what it stated before, read back from the stream', () => {
    const opened = stated(STORY, '2026-06-15');
    expect(stated([...STORY, ...opened], '2026-06-22')).toEqual([]);
    expect(lines(stated([...STORY, ...opened], '2026-07-22'))).toEqual(['2026-06-23 #1 breached, due 2026-06-22']);
  });

  test('the trigger names the report and the day the status changed', () => {
    const [opened] = stated(STORY, '2026-06-15');
    expect(opened?.type === 'follow-up-opened.v1' && opened.data.trigger).toEqual({
      kind: 'report',
      eventId: id('interruption'),
      decidedBy: id('interruption'),
      status: 'interrupted',
      since: '2026-06-11',
    });
    expect(opened?.type === 'follow-up-opened.v1' && opened.data.ruleVersion).toBe(RULES.version);
  });

  test('closes the case by a contact, and cancels it by the withdrawal of the interruption', () => {
    expect(lines(stated([...STORY, CONTACT('2026-06-17', '2026-06-18')], '2026-07-22')).slice(1)).toEqual([
      `2026-06-18 #1 closed by ${id('contact')} of 2026-06-17, in time`,
    ]);
    expect(lines(stated([...STORY, WITHDRAWN('interruption', '2026-06-16')], '2026-07-22')).slice(1)).toEqual([
      `2026-06-16 #1 cancelled by ${id('withdrawal-of-interruption')}, trigger-withdrawn`,
    ]);
  });

  test('keeps the case if its enrolment is withdrawn; the enrolment withdrawn after the interruption opens a case of its own', () => {
    expect(lines(stated([...STORY, WITHDRAWN('enrolment', '2026-06-16')], '2026-06-16')).slice(1)).toEqual([]);
    const both = [...STORY, WITHDRAWN('interruption', '2026-06-16'), WITHDRAWN('enrolment', '2026-06-17')];
    expect(lines(stated(both, '2026-06-17')).slice(2)).toEqual([
      `2026-06-17 #2 opened by report ${id('withdrawal-of-enrolment')}, known 2026-06-17, due 2026-06-24, ` +
        '0751 (residence)',
    ]);
  });

  test('an interruption before its enrolment waits for it, and both are its trigger', () => {
    expect(stated([HOME, INTERRUPTED], '2026-06-16')).toEqual([]);
    const late: Draft = { ...ENROLLED, on: '2026-06-17' };
    const [opened] = stated([HOME, INTERRUPTED, late], '2026-06-17');
    expect(opened?.type === 'follow-up-opened.v1' && opened.data.trigger).toMatchObject({
      eventId: id('enrolment'),
      decidedBy: id('interruption'),
    });
    expect(
      lines(stated([HOME, INTERRUPTED, late, WITHDRAWN('interruption', '2026-06-18')], '2026-06-18')).slice(1),
    ).toEqual([`2026-06-18 #1 cancelled by ${id('withdrawal-of-interruption')}, trigger-withdrawn`]);
  });

  test('gives the case to the school of the enrolment that never started if no residence is known', () => {
    const never: Draft = {
      type: 'enrolment-never-started.v1',
      id: 'never',
      on: '2025-08-20',
      data: { enrolmentId: 'e1', establishedOn: '2025-08-18' },
    };
    expect(lines(stated([ENROLLED, never], '2025-08-20'))).toEqual([
      `2025-08-20 #1 opened by report ${id('never')}, known 2025-08-20, due 2025-08-27, 0751 (school)`,
    ]);
  });

  test('a course that runs out unreported opens the case the day after its days of grace', () => {
    const { data } = ENROLLED;
    const short = { ...ENROLLED, data: { ...data, expectedEndsOn: '2026-05-31' } } as Draft;
    expect(contactClock.nextWakeUp(asked([HOME, short], '2026-01-01'))).toBe('2026-07-01');
    expect(lines(stated([HOME, short], '2026-07-06'))).toEqual([
      `2026-07-01 #1 opened by time ${id('enrolment')}, known 2026-07-01, due 2026-07-08, 0751 (residence)`,
    ]);
  });

  test('opens nothing for a person who was 18 at the first report, at no cost', () => {
    expect(asked(STORY, '2026-07-22', '2005-03-01').beliefs).toEqual([]);
    expect(contactClock.decide(asked(STORY, '2026-07-22', '2005-03-01'))).toEqual([]);
  });
});
