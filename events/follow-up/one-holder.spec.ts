import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '#libs/calendar';
import { anyMoves, LAST, SCHOOLS } from '../../test/follow-up/any-residence.ts';
import { beliefsFrom, input, TERMS, type Told } from '../../test/follow-up/scenario.ts';
import type { Day } from '../model/stored.ts';
import { type Belief, contactClock, type FollowUpFact, type FollowUpTerms } from './contact/contact.decide.ts';

const RUNS = { numRuns: 2_000, seed: 20261129 };
const terms: FollowUpTerms = { ...TERMS, schoolMunicipality: (institution) => SCHOOLS[institution] ?? null };
const MUNICIPALITIES: readonly (string | undefined)[] = ['0751', '0461', '0851'];

type Decide = (story: readonly Told[], today: Day) => readonly FollowUpFact[];
const product: Decide = (story, today) => contactClock.decide(input(story, today, [], terms));

interface Held {
  readonly municipality: string | null;
  readonly ground: string;
}

/** The open cases with their holder after the facts of a day, read from the facts alone. */
function openCases(facts: readonly FollowUpFact[], day: Day): Map<string, Held> {
  const open = new Map<string, Held>();
  for (const { type, occurredOn, data } of facts) {
    if (occurredOn > day) continue;
    if (type === 'follow-up-opened.v1') open.set(data.caseId, { municipality: data.municipality, ground: data.ground });
    if (type === 'follow-up-handed-over.v1')
      open.set(data.caseId, { municipality: data.to, ground: data.ground ?? 'residence' });
    if (type === 'follow-up-closed.v1' || type === 'follow-up-cancelled.v1') open.delete(data.caseId);
  }
  return open;
}

const livesIn = ({ residences }: Belief, day: Day): string | undefined =>
  residences.findLast(({ from }) => from <= day)?.municipality;

/**
 * The holder at the end of `day` by the rule of docs/adr/0021, computed day by day and report by report, without the
 * clock.
 */
function expected(
  beliefs: readonly Belief[],
  day: Day,
): { readonly held: Held | 'school or nobody'; readonly abroad: boolean } {
  let lastKnown: string | undefined;
  let belief: Belief | undefined;
  let next = 0;
  for (let lived = beliefs[0]?.recordedOn ?? day; lived <= day; lived = addDays(lived, 1)) {
    const ofDay = beliefs.slice(next).filter(({ recordedOn }) => recordedOn === lived);
    next += ofDay.length;
    for (const known of [belief, ...ofDay]) {
      const lives = known && livesIn(known, lived);
      if (MUNICIPALITIES.includes(lives)) lastKnown = lives;
      belief = known ?? belief;
    }
  }
  const lives = belief && livesIn(belief, day);
  const abroad = lives === '0957';
  if (lives !== undefined && MUNICIPALITIES.includes(lives))
    return { abroad, held: { municipality: lives, ground: 'residence' } };
  if (lastKnown !== undefined) return { abroad, held: { municipality: lastKnown, ground: 'last-known' } };
  return { abroad, held: 'school or nobody' };
}

function check(facts: readonly FollowUpFact[], beliefs: readonly Belief[], day: Day): number {
  const open = openCases(facts, day);
  const { held, abroad } = expected(beliefs, day);
  const right = held === 'school or nobody' ? ['0751 school', 'null none'] : [`${held.municipality} ${held.ground}`];
  const holders = [...open.values()].map(({ municipality, ground }) => `${municipality} ${ground}`);
  const isRight = holders.length <= (abroad ? 0 : 1) && holders.every((holder) => right.includes(holder));
  // Calls the matchers only to describe a fault: there are some hundred thousand checks.
  if (!isRight) expect({ day, abroad, holders }).toEqual({ day, abroad, holders: right });
  return open.size;
}

/** Tests every day of the whole story, and every position on the day of its report. */
const oneHolder = (decide: Decide, seen = { open: 0 }) =>
  fc.property(anyMoves, (story) => {
    const facts = decide(story, LAST);
    const beliefs = beliefsFrom(story);
    for (let day = story[0]?.on ?? LAST; day <= LAST; day = addDays(day, 1)) seen.open += check(facts, beliefs, day);
    for (const [index, { on }] of story.entries()) {
      const known = story.slice(0, index + 1);
      seen.open += check(decide(known, on), beliefsFrom(known), on);
    }
  });

describe('every open case has exactly one holder (R17)', () => {
  test('at every position and day, over random moves, corrections, withdrawals and impossible codes', () => {
    const seen = { open: 0 };
    fc.assert(oneHolder(product, seen), RUNS);
    expect(seen.open).toBeGreaterThan(30_000);
  });

  test('and the random histories reach every ground, and both marks of a case that stays where it is', () => {
    const facts = fc.sample(anyMoves, { numRuns: 500, seed: RUNS.seed }).flatMap((story) => product(story, LAST));
    const moves = facts.flatMap(({ type, data }) => (type === 'follow-up-handed-over.v1' ? [data] : []));
    const opened = facts.flatMap(({ type, data }) => (type === 'follow-up-opened.v1' ? [data.ground] : []));
    expect(new Set(opened)).toEqual(new Set(['residence', 'last-known', 'school', 'none']));
    const marked = moves.filter(({ from, to }) => from === to).map(({ ground }) => ground);
    expect(new Set(marked)).toEqual(new Set(['last-known', 'residence']));
    expect(moves.some(({ ground, to }) => ground === 'school' && to === '0751')).toBe(true);
  });
});

describe('sabotage: the proof of exactly one holder turns red for', () => {
  const red = (decide: Decide): boolean => fc.check(oneHolder(decide), { ...RUNS, numRuns: 300 }).failed;
  const forgetLastKnown = (fact: FollowUpFact): FollowUpFact =>
    fact.type === 'follow-up-handed-over.v1' && fact.data.ground === 'last-known'
      ? { ...fact, data: { ...fact.data, to: null, ground: 'none' } }
      : fact;
  const withRules =
    (placeOf: FollowUpTerms['rules']['placeOf']): Decide =>
    (story, today) =>
      contactClock.decide(input(story, today, [], { ...terms, rules: { ...terms.rules, placeOf } }));

  test.each<[string, Decide]>([
    ['if every code is taken for a municipality', withRules(() => 'municipality')],
    [
      'if Greenland is a code like any other',
      withRules((code, day) =>
        terms.rules.placeOf(code, day) === 'abroad' ? 'unknown' : terms.rules.placeOf(code, day),
      ),
    ],
    [
      'if hand-overs get lost',
      (story, today) => product(story, today).filter(({ type }) => type !== 'follow-up-handed-over.v1'),
    ],
    [
      'if only moves are followed and not what is taken back',
      (story, today) =>
        product(story, today).filter(
          ({ type, data }) => type !== 'follow-up-handed-over.v1' || !('ground' in data) || data.ground === 'residence',
        ),
    ],
    ['if a residence taken back counts as never known', (story, today) => product(story, today).map(forgetLastKnown)],
  ])('%s', (_name, decide) => {
    expect(red(decide)).toBe(true);
  });
});
