import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { EnrolmentOnDay } from '#libs/enrolments';
import { knownAfter } from '#libs/persons';
import { anyHistory } from '../../test/given/any-history.ts';
import { history } from '../../test/given/history.ts';
import { registered } from '../../test/given/reports.ts';
import { givenRules } from '../../test/given/rules.ts';
import { timeline } from './education-status.evolve.ts';
import type { Spell } from './spell.ts';
import { answerWriter, fullAnswer, type StoredAnswer } from './stored-answer.ts';

const rules = givenRules();
const RUNS = { numRuns: 300, seed: 20260615 };

/** A stored answer in plain form: these fields in this order, without the empty ones. */
function plainly({
  since,
  until,
  enrolment,
  deciding,
  losing,
  losingLeftOut,
  conflicts,
  secondary,
  rule,
  newestReportAt,
}: Spell): string {
  const some = <T extends object>(value: T): T | undefined => (Object.keys(value).length > 0 ? value : undefined);
  return JSON.stringify({
    since,
    until,
    enrolment,
    deciding,
    losing: some(losing),
    losingLeftOut,
    conflicts: some(conflicts),
    secondary: some(secondary),
    rule,
    newestReportAt,
    ruleVersion: rules.version,
  });
}

/** One writer for all histories and all states of knowledge, as in a rebuild. */
const writesPlainly = (textOf: (spell: Spell) => string) =>
  fc.property(anyHistory, (whole) => {
    for (const index of whole.events.keys()) {
      for (const spell of timeline(knownAfter(whole, index + 1), rules)) expect(textOf(spell)).toBe(plainly(spell));
    }
  });

describe('the JSON of a stored answer', () => {
  test('is the result of JSON.stringify, whatever was reported', () => {
    fc.assert(writesPlainly(answerWriter(rules.version)), RUNS);
  });

  test('escapes every character that a sender or the author of the rules may write', () => {
    const odd = 'a "b" \\ \t\u2028\ud800';
    const [spell] = timeline(history(registered('H1', { startsOn: '2020-08-10' })), rules).filter(
      ({ enrolment }) => enrolment,
    );
    if (!spell?.enrolment) throw new Error('nobody is enrolled');
    const education = { system: odd, code: odd };
    const given: Spell = {
      ...spell,
      enrolment: { ...spell.enrolment, enrolmentId: odd, department: odd },
      losingLeftOut: 7,
      secondary: {
        highestCompleted: { enrolmentId: odd, reporter: odd, education, kind: 'higher', completedOn: '2020-01-01' },
      },
    };
    const {
      from: _from,
      to: _to,
      status: _status,
      reason: _reason,
      ...shown
    } = { ...given, reason: undefined, ruleVersion: odd };
    expect(fullAnswer(JSON.parse(answerWriter(odd)(given)) as StoredAnswer)).toEqual(shown);
  });

  test('sabotage: is different if the text of an enrolment is remembered by its id alone, which is found', () => {
    const known = new Map<string, string>();
    const stale = (enrolment: EnrolmentOnDay): string => {
      const text = known.get(enrolment.enrolmentId) ?? JSON.stringify(enrolment);
      known.set(enrolment.enrolmentId, text);
      return text;
    };
    expect(fc.check(writesPlainly(answerWriter(rules.version, stale)), RUNS).failed).toBe(true);
  });
});
