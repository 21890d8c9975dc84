import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '#libs/calendar';
import type { PersonHistory } from '#events/person-event';
import { anyDay, anyHistory, uncontestedDrafts } from '../../test/given/any-history.ts';
import { history, numbered, onlyOf } from '../../test/given/history.ts';
import { givenRules } from '../../test/given/rules.ts';
import { type Spell, statusOn, timeline } from './education-status.evolve.ts';

const rules = givenRules(
  { from: '2024-03-01', id: 'riskMonths', value: 1 },
  { from: '2023-01-01', id: 'graceDays', value: 10 },
);
const SEED = 20260615;
const SABOTAGED = { seed: SEED, numRuns: 2000 };

/** Returns true if the spells include every day from the birth date on exactly once. */
function coversEveryDayOnce(spells: readonly Spell[]): boolean {
  return spells.every(({ from, to, since, until }, index) => {
    const next = spells[index + 1];
    const meets = next ? to === addDays(next.from, -1) : to === null;
    return meets && since <= from && (until === null || (to !== null && to <= until));
  });
}

describe('every day has exactly one status', () => {
  const covered = (read: (whole: PersonHistory) => Spell[]) =>
    fc.property(anyHistory, (whole) => {
      const spells = read(whole);
      return (spells[0]?.from ?? '9') <= '2005-03-10' && coversEveryDayOnce(spells);
    });

  test('whatever was reported, in any order', () => {
    fc.assert(
      covered((whole) => timeline(whole, rules)),
      { seed: SEED, numRuns: 1500 },
    );
  });

  test('sabotage: but not in a timeline without its second spell, which is found', () => {
    const result = fc.check(
      covered((whole) => timeline(whole, rules).filter((_, index) => index !== 1)),
      SABOTAGED,
    );
    expect(result.failed).toBe(true);
  });
});

describe('the cited events alone give the same status', () => {
  const cited = (chosen: (spell: Spell) => readonly string[]) =>
    fc.property(anyHistory, anyDay, (whole, day) => {
      const spell = statusOn(timeline(whole, rules), day);
      const again = statusOn(timeline(onlyOf(whole, chosen(spell)), rules), day);
      return again.status === spell.status && again.reason === spell.reason;
    });

  test('for any history and any day', () => {
    fc.assert(
      cited(({ deciding }) => deciding),
      { seed: SEED, numRuns: 6000 },
    );
  });

  test.each([
    ['the first', (ids: readonly string[]) => ids.slice(1)],
    ['the last', (ids: readonly string[]) => ids.slice(0, -1)],
  ])('sabotage: but not without %s of them, which is found', (_which, without) => {
    expect(
      fc.check(
        cited(({ deciding }) => without(deciding)),
        SABOTAGED,
      ).failed,
    ).toBe(true);
  });
});

describe('order of arrival never changes the final status', () => {
  type Read = (whole: PersonHistory) => Spell[];
  const final = (read: Read, whole: PersonHistory) =>
    read(whole).map(({ deciding, newestReportAt: _when, ...spell }) => ({ ...spell, deciding: [...deciding].sort() }));
  const sameInAnyOrder = (read: Read) =>
    fc.property(
      uncontestedDrafts.chain((drafts) => {
        const known = numbered(drafts);
        return fc.tuple(fc.constant(known), fc.shuffledSubarray(known, { minLength: known.length }));
      }),
      ([sent, shuffled]) => {
        expect(final(read, history(...shuffled))).toEqual(final(read, history(...sent)));
      },
    );

  test('if nothing depends on the order of recording', () => {
    fc.assert(
      sameInAnyOrder((whole) => timeline(whole, rules)),
      { seed: SEED, numRuns: 800 },
    );
  });

  test('sabotage: except for a reader that drops reports before their enrolment, which is found', () => {
    const known = new Set<string>();
    const dropping: Read = (whole) => {
      known.clear();
      const events = whole.events.filter((event) => {
        if (event.type === 'enrolment-registered.v1') known.add(event.data.enrolmentId);
        return !('enrolmentId' in event.data) || known.has(event.data.enrolmentId);
      });
      return timeline({ ...whole, events }, rules);
    };
    expect(fc.check(sameInAnyOrder(dropping), SABOTAGED).failed).toBe(true);
  });
});
