import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '#libs/calendar';
import { contactClock, type FollowUpFact, type FollowUpInput, type RecordedFact } from './contact/contact.decide.ts';
import { anyStory, LAST } from '../../test/follow-up/any-story.ts';
import { input, lines, record, spells, type Told } from '../../test/follow-up/scenario.ts';

type Decide = (given: FollowUpInput) => readonly FollowUpFact[];
const RUNS = { numRuns: 120, seed: 20260615 };

/**
 * Decides on every day from the first report on, before and after the reports of the day, and records the stated facts
 * each time.
 */
function askedDaily(story: readonly Told[], decide: Decide): readonly FollowUpFact[] {
  const facts: FollowUpFact[] = [];
  let recorded: RecordedFact[] = [];
  const ask = (reports: readonly Told[], today: string) => {
    const stated = decide(input(reports, today, recorded));
    facts.push(...stated);
    recorded = [...recorded, ...record(stated)];
  };
  for (let today = story[0]?.on ?? LAST; today <= LAST; today = addDays(today, 1)) {
    ask(
      story.filter((report) => report.on < today),
      today,
    );
    ask(
      story.filter((report) => report.on <= today),
      today,
    );
  }
  return facts;
}

const twice = (decide: Decide) =>
  fc.property(anyStory, (story) => {
    const first = decide(input(story, LAST));
    expect(decide(input(story, LAST, record(first)))).toEqual([]);
  });

const once = (decide: Decide) =>
  fc.property(anyStory, (story) => {
    expect(lines(askedDaily(story, decide))).toEqual(lines(decide(input(story, LAST))));
  });

const count = (facts: readonly FollowUpFact[], type: FollowUpFact['type']) =>
  facts.filter((fact) => fact.type === type).length;

describe('every follow-up fact is stated exactly once:', () => {
  test('asked again after its facts are recorded, the clock states nothing', () => {
    fc.assert(twice(contactClock.decide), RUNS);
  });

  test('asked once after days of silence, the clock states what daily questions would have stated', () => {
    fc.assert(once(contactClock.decide), RUNS);
  });

  test('one case is open at a time, each ends and is breached at most once, facts are in the order of their days', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const facts = contactClock.decide(input(story, LAST));
        expect(new Set(facts.map((fact) => fact.senderId)).size).toBe(facts.length);
        expect(facts.map((fact) => fact.occurredOn)).toEqual(facts.map((fact) => fact.occurredOn).toSorted());
        let open: string | undefined;
        for (const { type, data } of facts) {
          expect(open).toBe(type === 'follow-up-opened.v1' ? undefined : data.caseId);
          open = ['follow-up-closed.v1', 'follow-up-cancelled.v1'].includes(type) ? undefined : data.caseId;
        }
        for (const fact of facts) {
          const own = facts.filter(({ data }) => data.caseId === fact.data.caseId);
          expect(count(own, 'follow-up-opened.v1')).toBe(1);
          expect(count(own, 'follow-up-breached.v1')).toBeLessThanOrEqual(1);
        }
      }),
      RUNS,
    );
  });

  test('the random stories reach every kind of fact', () => {
    const kinds = new Set(
      fc
        .sample(anyStory, { numRuns: 200, seed: RUNS.seed })
        .flatMap((story) => contactClock.decide(input(story, LAST)).map((fact) => fact.type)),
    );
    expect(kinds.size).toBe(6);
  });

  test('the next wake-up is the first day on which time alone brings a fact', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const today = story.at(-1)?.on ?? LAST;
        const recorded = record(contactClock.decide(input(story, today)));
        const wakeUp = contactClock.nextWakeUp(input(story, today, recorded));
        const asleepUntil = wakeUp === null ? addDays(today, 6000) : addDays(wakeUp, -1);
        expect(contactClock.decide(input(story, asleepUntil, recorded))).toEqual([]);
        if (wakeUp !== null) expect(contactClock.decide(input(story, wakeUp, recorded))).not.toEqual([]);
      }),
      RUNS,
    );
  });

  test('a recorded case keeps its due date when the calendar changes', () => {
    const story = [{ on: '2026-06-15', id: 'interruption', spells: spells({ '2026-06-01': 'interrupted' }) }];
    const opened = record(contactClock.decide(input(story, '2026-06-15')));
    const given = input(story, '2026-06-23', opened);
    const rules = {
      ...given.terms.rules,
      on: () => ({ contactFromAge: 15, contactBeforeAge: 18, contactWorkdays: 9, contactToldWorkdays: 5 }),
    };
    expect(lines(contactClock.decide({ ...given, terms: { ...given.terms, rules } }))).toEqual([
      '2026-06-23 #1 breached, due 2026-06-22',
    ]);
  });

  test('a recorded case without any remaining ground is cancelled, once', () => {
    const story = [{ on: '2026-06-15', id: 'interruption', spells: spells({ '2026-06-01': 'interrupted' }) }];
    const opened = record(contactClock.decide(input(story, '2026-06-15')));
    const read = [{ on: '2026-06-15', id: 'interruption', spells: spells({ '2026-06-01': 'enrolled' }) }];
    const cancelled = contactClock.decide(input(read, '2026-06-16', opened));
    expect(lines(cancelled)).toEqual(['2026-06-16 #1 cancelled by interruption, rules-changed']);
    expect(contactClock.decide(input(read, '2026-06-17', [...opened, ...record(cancelled)]))).toEqual([]);
  });
});

describe('sabotage: the proof of exactly once turns red', () => {
  const forgetful: Decide = (given) => contactClock.decide({ ...given, recorded: [] });
  const dueToday: Decide = (given) => contactClock.decide(given).filter((fact) => fact.occurredOn === given.today);

  test('if recorded facts are not read: a case is breached twice', () => {
    expect(fc.check(twice(forgetful), RUNS).failed).toBe(true);
    const story = [{ on: '2026-06-15', id: 'interruption', spells: spells({ '2026-06-01': 'interrupted' }) }];
    const daily = (decide: Decide) => count(askedDaily(story, decide), 'follow-up-breached.v1');
    expect(daily(contactClock.decide)).toBe(1);
    expect(daily(forgetful)).toBeGreaterThan(1);
  });

  test('if the question is "due today" instead of "due and not done": facts during silence are lost', () => {
    expect(fc.check(once(dueToday), RUNS).failed).toBe(true);
  });
});
