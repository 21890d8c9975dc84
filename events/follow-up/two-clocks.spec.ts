import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyStory, LAST } from '../../test/follow-up/any-story.ts';
import { input, record, type Told } from '../../test/follow-up/scenario.ts';
import { breach } from './case-deadline.ts';
import { type DeadlineClock, defineClock } from './deadline-clock.ts';
import type { ClockName } from './clock-names.ts';
import { contactClock } from './contact/contact.decide.ts';
import type { FollowUpFact, RecordedFact } from './follow-up-facts.ts';
import { handOver } from './holder.ts';
import { isViolation } from './lived-status.ts';
import { openCase } from './open-case.ts';

const RUNS = { numRuns: 150, seed: 20261130 };

/**
 * A clock for this test: opens a case at each report that finds a violation, as the contact clock may, and never ends
 * one.
 */
const otherClock = defineClock('other' as ClockName, (state) => ({
  state,
  ownDays: () => [],
  apply(moment) {
    const { belief, spell, by } = moment;
    handOver(state, moment);
    breach(state, moment);
    if (state.open !== undefined || by !== 'report' || spell === undefined || !isViolation(spell)) return;
    const { eventId, recordedOn: knownOn } = belief;
    const { calendar } = state.terms;
    const due = { A: calendar.dueDate(knownOn, 20, 'A'), B: calendar.dueDate(knownOn, 20, 'B') };
    const trigger = { kind: by, eventId, decidedBy: eventId, status: spell.status, since: spell.since };
    state.open = openCase(state, moment, { trigger, knownOn, enrolment: undefined, due, rule: 'otherWorkdays' });
  },
}));

const factsOf = (clock: DeadlineClock, story: readonly Told[], recorded: readonly RecordedFact[] = []) =>
  clock.decide(input(story, LAST, recorded));
const recordedBy = (clock: DeadlineClock, story: readonly Told[]) => record(factsOf(clock, story));

/**
 * Facts of the other clock as if they were the contact clock's, as a ledger that does not separate the clocks reads
 * them.
 */
const unnamed = (recorded: readonly RecordedFact[]): RecordedFact[] =>
  recorded.map((fact) => ({ ...fact, data: 'clock' in fact.data ? { ...fact.data, clock: 'contact' } : fact.data }));

const triggersOf = (facts: readonly FollowUpFact[]) =>
  facts.flatMap(({ data }) => ('trigger' in data ? [`${data.trigger.kind} ${data.trigger.eventId}`] : []));

describe('two clocks over one person', () => {
  test.each([
    ['the contact clock', contactClock, otherClock],
    ['another clock', otherClock, contactClock],
  ])('%s neither cancels nor takes up a case that the other one recorded', (_name, own, other) => {
    fc.assert(
      fc.property(anyStory, (story) => {
        expect(factsOf(own, story, recordedBy(other, story))).toEqual(factsOf(own, story));
      }),
      RUNS,
    );
  });

  test('with the cases of both recorded neither states anything, nor wakes up for the other', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const both = [...recordedBy(otherClock, story), ...recordedBy(contactClock, story)];
        const own = recordedBy(contactClock, story);
        expect([...factsOf(contactClock, story, both), ...factsOf(otherClock, story, both)]).toEqual([]);
        expect(contactClock.nextWakeUp(input(story, LAST, both))).toBe(
          contactClock.nextWakeUp(input(story, LAST, own)),
        );
      }),
      RUNS,
    );
  });

  test('the stories reach a case of each clock with the same trigger, and with triggers of their own', () => {
    const stories = fc.sample(anyStory, RUNS);
    const both = stories.map((story) => [
      triggersOf(factsOf(contactClock, story)),
      triggersOf(factsOf(otherClock, story)),
    ]);
    expect(both.some(([contact = [], other = []]) => contact.some((one) => other.includes(one)))).toBe(true);
    expect(both.some(([contact = [], other = []]) => other.some((one) => !contact.includes(one)))).toBe(true);
  });
});

describe('sabotage: a ledger that does not look at the clock', () => {
  const stories = fc.sample(anyStory, RUNS);
  const changes = stories.map((story) => {
    const recorded = unnamed(recordedBy(otherClock, story));
    return { story, recorded, facts: factsOf(contactClock, story, recorded) };
  });

  test('cancels a case of the other clock', () => {
    const cancelled = changes.some(({ recorded, facts }) =>
      facts.some(
        ({ type, data }) =>
          type === 'follow-up-cancelled.v1' && recorded.some((fact) => fact.data.caseId === data.caseId),
      ),
    );
    expect(cancelled).toBe(true);
  });

  test('takes up a case of the other clock instead of opening its own', () => {
    const takenUp = changes.some(
      ({ story, facts }) => triggersOf(facts).length < triggersOf(factsOf(contactClock, story)).length,
    );
    expect(takenUp).toBe(true);
  });
});
