import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PersonHistory } from '#events/person-event';
import type { Day } from '#events/model/stored';
import { statusOn, timeline } from '#projections/education-status/education-status.evolve';
import { daysWorthAsking } from './comparison.ts';
import { prefixOf } from './envelope.ts';
import { histories } from './histories.ts';
import { seedOfThisRun } from './seed.ts';
import { DANISH_RULES } from '../../libs/rules/rules.data.ts';
import { createRuleBook } from '../../libs/rules/create-rule-book.ts';

const danish = createRuleBook(DANISH_RULES);

interface Uncited {
  readonly day: Day;
  readonly known: number;
  readonly whole: string;
  readonly replayed: string;
}

/** The ids that decide, except those that a sabotage leaves out. */
type Cite = (deciding: readonly string[]) => readonly string[];

function findUncited(history: PersonHistory, cite: Cite): Uncited | undefined {
  const days = daysWorthAsking(history, danish);
  for (let known = 1; known <= history.events.length; known += 1) {
    const prefix = prefixOf(history, known);
    const spells = timeline(prefix, danish);
    for (const day of days.filter((_, place) => place % 6 === known % 6)) {
      const { status, reason, deciding } = statusOn(spells, day);
      const cited = new Set(cite(deciding));
      const events = prefix.events.filter(({ eventId }) => cited.has(eventId));
      const replayed = statusOn(timeline({ ...prefix, events }, danish), day);
      if (replayed.status !== status || replayed.reason !== reason)
        return {
          day,
          known,
          whole: `${status} ${reason ?? ''}`,
          replayed: `${replayed.status} ${replayed.reason ?? ''}`,
        };
    }
  }
  return undefined;
}

function told(history: PersonHistory, uncited: Uncited): string {
  const lines = history.events.map(
    ({ position, reporter, eventId, type, data }) =>
      `@${position} ${reporter} …${eventId.slice(-4)} ${type} ${JSON.stringify(data)}`,
  );
  return [`born ${history.numberBirthDate}`, ...lines, JSON.stringify(uncited)].join('\n');
}

test('the cited events alone give the same status and reason', () => {
  const seed = seedOfThisRun();
  const property = fc.property(histories, (history) => {
    const uncited = findUncited(history, (deciding) => deciding);
    if (uncited !== undefined) throw new Error(told(history, uncited));
  });
  const { failed, errorInstance } = fc.check(property, { seed, numRuns: 300 });
  console.info(`citations: ORACLE_SEED=${seed}, 300 histories at every prefix`);
  expect(
    failed ? `ORACLE_SEED=${seed}: ${errorInstance instanceof Error ? errorInstance.message : ''}` : undefined,
  ).toBeUndefined();
});

test.each<[string, Cite]>([
  ['the first', (deciding) => deciding.slice(1)],
  ['the last', (deciding) => deciding.slice(0, -1)],
])('leaving out %s cited event turns the proof red', (_which, cite) => {
  const uncited = fc.sample(histories, { seed: 11, numRuns: 50 }).map((history) => findUncited(history, cite));
  expect(uncited.some((found) => found !== undefined)).toBe(true);
});
