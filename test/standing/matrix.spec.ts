import { expect, test } from '@jest/globals';
import { effectiveReports } from '#events/correction/effective';
import type { AnyIncomingReport } from '#events/incoming';
import type { PersonEvent } from '#events/person-event';
import { reporterKind } from '#events/source';
import type { StandingCondition } from '#events/standing/standing-condition';
import { waitingFor } from '#events/standing/waiting-for';
import { decideOne, type DoorParts, type OneDecision } from '#libs/door';
import { seedOfThisRun } from '../oracle/seed.ts';
import { givenRules } from '../given/rules.ts';
import { BIRTHS, CASES, DAYS, draftOf, ENROLMENTS, eventsOf, NAMED_BY, REGISTERED, reportsOf, RESIDENCES, type Scenario, TODAY, WRITERS } from './scenarios.ts';
import { hiddenFrom, oracle } from './standing-oracle.ts';

const CASES_TRIED = 6_000;
const seed = seedOfThisRun();

/** Every scenario is as likely: a linear congruential generator (Numerical Recipes) is random enough to pick from lists. */
function* scenarios(): Generator<Scenario> {
  let state = seed >>> 0;
  const pick = <T>(list: readonly T[]): T => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return list[Math.floor((state / 2 ** 32) * list.length)] as T;
  };
  for (let count = 0; count < CASES_TRIED; count += 1) {
    const writer = pick(WRITERS);
    yield {
      writer, type: pick(Object.keys(reportsOf(writer))), residence: pick(RESIDENCES), enrolment: pick(ENROLMENTS), case: pick(CASES),
      day: pick(DAYS), birth: pick(BIRTHS), registered: pick(REGISTERED), namedBy: pick(NAMED_BY),
    };
  }
}

const institutions = { find: () => ({}), belongsTo: () => true };
const parts = { rules: givenRules(), institutions } as unknown as DoorParts;
const known = { byLookup: new Map(), byKey: new Map(), byEventId: new Map(), streams: new Map(), heads: new Map(), nameKeys: new Map() };

function decided(scenario: Scenario, events: readonly PersonEvent[] = eventsOf(scenario)): OneDecision {
  const { type, data, reporter } = draftOf(scenario);
  const person = scenario.namedBy === 'key' ? { key: 'k' } : { cpr: 'n', birthDate: scenario.birth };
  const report = {
    type, data, reporter, person, senderId: 'new', source: `/systems/study/reporters/${reporter}`, systemId: 'study',
    reporterKind: reporterKind(reporter), registeredAt: null,
  } as unknown as AnyIncomingReport;
  const passed = { report, sender: { clientId: 'c', role: 'r', systemId: 'study', reporters: [] }, receivedAt: `${TODAY}T08:00:00.000Z`, eventId: 'new' };
  const whose = { person: 'person-1', numberBirthDate: scenario.birth, forgotten: false, dataKey: () => Buffer.alloc(32) };
  return decideOne(parts, { passed, person: whose, events, known });
}

/** What the sender can see of a decision: outcome, errors, warnings, and the words on what is waited for. */
function seenBySender({ decision, standing }: OneDecision, words: (conditions: readonly StandingCondition[]) => unknown = waitingFor): string {
  return JSON.stringify([decision.refusals, decision.warnings, decision.held, standing.standing === 'waiting' ? words(standing.waitsFor) : null]);
}

type Decide = (scenario: Scenario) => Pick<OneDecision, 'standing'>;

/** Leaks (counts without standing) and wrong refusals (waits with it). */
function wrongOnes(decide: Decide): { leaks: string[]; wronglyHeld: string[]; tried: number } {
  const result = { leaks: [] as string[], wronglyHeld: [] as string[], tried: 0 };
  for (const scenario of scenarios()) {
    result.tried += 1;
    const found = decide(scenario).standing.standing;
    if (found === oracle(scenario)) continue;
    (found === 'given' ? result.leaks : result.wronglyHeld).push(JSON.stringify(scenario));
  }
  return result;
}

/** Scenarios whose sender sees something change by another reporter's facts. */
function tellingTwins(seen: (scenario: Scenario) => string): string[] {
  const told: string[] = [];
  for (const scenario of scenarios()) {
    const own = seen(scenario);
    for (const twin of hiddenFrom(scenario)) if (seen(twin) !== own) told.push(`${JSON.stringify(scenario)} against ${JSON.stringify(twin)}: ${own} ${seen(twin)}`);
  }
  return told;
}

test(`${CASES_TRIED} reports by role, relation, age, date and type: no word counts that should not, none waits that need not (seed ${seed})`, () => {
  const { leaks, wronglyHeld, tried } = wrongOnes(decided);
  expect([leaks.slice(0, 3), wronglyHeld.slice(0, 3), tried]).toEqual([[], [], CASES_TRIED]);
});

test(`what others reported changes no outcome, error, warning or word for the sender (seed ${seed})`, () => {
  expect(tellingTwins((scenario) => seenBySender(decided(scenario))).slice(0, 2)).toEqual([]);
});

test(`what waits has no effect in the fold (seed ${seed})`, () => {
  expect(countingWithoutStanding((events) => effectiveReports(events)).slice(0, 2)).toEqual([]);
});

/** Scenarios whose waiting report is among the reports that count. */
function countingWithoutStanding(fold: (events: readonly PersonEvent[]) => readonly { readonly eventId: string }[]): string[] {
  return [...scenarios()].flatMap((scenario) => {
    const { standing } = decided(scenario);
    if (standing.standing === 'given') return [];
    const before = eventsOf(scenario);
    const { type, data, reporter } = draftOf(scenario);
    const report = { type, data, reporter, eventId: 'new', senderId: 'new', position: 1_000, standing: 'waiting', waitsFor: standing.waitsFor } as unknown as PersonEvent;
    return fold([...before, report]).some(({ eventId }) => eventId === 'new') ? [JSON.stringify(scenario)] : [];
  });
}

test('sabotage of the decision: standing for all who may send the type is seen as leaks', () => {
  expect(wrongOnes(() => ({ standing: { standing: 'given', waitsFor: [] } })).leaks.length).toBeGreaterThan(1_000);
});

test('sabotage of the fold: one that does not ask for standing is seen', () => {
  const careless = (events: readonly PersonEvent[]) => effectiveReports(events.map((event) => ({ ...event, standing: 'given' }) as PersonEvent));
  expect(countingWithoutStanding(careless).length).toBeGreaterThan(1_000);
});

test('sabotage of the receipt: words that say whether a residence is known are seen', () => {
  const seen = (scenario: Scenario) => seenBySender(decided(scenario), () => (scenario.residence === 'none' ? 'a person of no known residence' : 'a person of another municipality'));
  expect(tellingTwins(seen).length).toBeGreaterThan(100);
});

test('sabotage of the warnings: an overlap with another school’s enrolment is seen', () => {
  const seen = (scenario: Scenario) => {
    const own = seenBySender(decided(scenario));
    return scenario.type === 'enrolment-registered.v1' && scenario.enrolment === 'running' ? `${own} enrolment-overlap` : own;
  };
  expect(tellingTwins(seen).length).toBeGreaterThan(20);
});
