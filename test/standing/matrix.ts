import { effectiveReports } from '#events/standing/effective';
import type { AnyIncomingReport } from '#events/incoming';
import type { PersonEvent } from '#events/person-event';
import { reporterKind } from '#events/model/source';
import { decideOne, type JudgingNeeds, type OneDecision } from '#libs/intake';
import { findHeldNote } from '#apps/status/receipt/held-note';
import { givenRules } from '../given/rules.ts';
import {
  BIRTHS,
  CASES,
  DAYS,
  draftOf,
  ENROLMENTS,
  eventsOf,
  NAMED_BY,
  REGISTERED,
  reportsOf,
  RESIDENCES,
  type Scenario,
  TODAY,
  WRITERS,
} from './scenarios.ts';
import { hiddenFrom, oracle } from './standing-oracle.ts';

/** The number of tried reports by role, relation, age, date and type. */
export const CASES_TRIED = 6_000;

/**
 * Every scenario is equally likely: a linear congruential generator (Numerical Recipes) is random enough to pick from
 * lists.
 */
function* scenarios(seed: number): Generator<Scenario> {
  let state = seed >>> 0;
  const pick = <T>(list: readonly T[]): T => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return list[Math.floor((state / 2 ** 32) * list.length)] as T;
  };
  for (let count = 0; count < CASES_TRIED; count += 1) {
    const writer = pick(WRITERS);
    yield {
      writer,
      type: pick(Object.keys(reportsOf(writer))),
      residence: pick(RESIDENCES),
      enrolment: pick(ENROLMENTS),
      case: pick(CASES),
      day: pick(DAYS),
      birth: pick(BIRTHS),
      registered: pick(REGISTERED),
      namedBy: pick(NAMED_BY),
    };
  }
}

const institutions = { find: () => ({}), belongsTo: () => true };
const rules = givenRules();
const needs = { rules, institutions } as unknown as JudgingNeeds;
const known = {
  byLookup: new Map(),
  byKey: new Map(),
  byEventId: new Map(),
  streams: new Map(),
  heads: new Map(),
  nameKeys: new Map(),
};

function decideOf(scenario: Scenario): OneDecision {
  const events = eventsOf(scenario);
  const { type, data, reporter } = draftOf(scenario);
  const person = scenario.namedBy === 'key' ? { key: 'k' } : { cpr: 'n', birthDate: scenario.birth };
  const report = {
    type,
    data,
    reporter,
    person,
    senderId: 'new',
    source: `/systems/study/reporters/${reporter}`,
    systemId: 'study',
    reporterKind: reporterKind(reporter),
    registeredAt: null,
  } as unknown as AnyIncomingReport;
  const passed = {
    report,
    sender: { clientId: 'c', role: 'r', systemId: 'study', reporters: [] },
    receivedAt: `${TODAY}T08:00:00.000Z`,
    eventId: 'new',
  };
  const whose = {
    person: 'person-1',
    numberBirthDate: scenario.birth,
    forgotten: false,
    dataKey: () => Buffer.alloc(32),
  };
  return decideOne(needs, { passed, person: whose, events, known });
}

/** The report as the log would hold it. */
function storedOf(scenario: Scenario, { standing }: OneDecision): PersonEvent {
  const { type, data, reporter } = draftOf(scenario);
  const waits = standing.standing === 'waiting' ? { standing: 'waiting', waitsFor: standing.waitsFor } : {};
  return {
    type,
    data,
    reporter,
    eventId: 'new',
    senderId: 'new',
    position: 1_000,
    receivedAt: `${TODAY}T08:00:00.000Z`,
    ...waits,
  } as unknown as PersonEvent;
}

/** The sender's view of its report: outcome, errors, warnings, and the conditions on its receipt. */
function seenBySender(scenario: Scenario): string {
  const events = eventsOf(scenario);
  const decided = decideOf(scenario);
  const { decision, standing } = decided;
  const stored = storedOf(scenario, decided);
  const note = standing.standing === 'waiting' ? findHeldNote(stored, [...events, stored], rules) : null;
  return JSON.stringify([decision.refusals, decision.warnings, decision.held, note]);
}

/** The faults, each case in words. */
export interface MatrixFindings {
  readonly tried: number;
  /** Reports that count without standing. */
  readonly leaks: readonly string[];
  /** Reports that wait although they have standing. */
  readonly wronglyHeld: readonly string[];
  /** Reports whose sender sees a change by another reporter's facts. */
  readonly telling: readonly string[];
  /** Waiting reports that the fold counts. */
  readonly counting: readonly string[];
}

export function tryMatrix(seed: number): MatrixFindings {
  const found = {
    tried: 0,
    leaks: [] as string[],
    wronglyHeld: [] as string[],
    telling: [] as string[],
    counting: [] as string[],
  };
  for (const scenario of scenarios(seed)) {
    found.tried += 1;
    const decided = decideOf(scenario);
    const { standing } = decided.standing;
    if (standing !== oracle(scenario))
      (standing === 'given' ? found.leaks : found.wronglyHeld).push(JSON.stringify(scenario));
    found.telling.push(...tellingTwins(scenario));
    if (
      standing === 'waiting' &&
      effectiveReports([...eventsOf(scenario), storedOf(scenario, decided)]).some(({ eventId }) => eventId === 'new')
    )
      found.counting.push(JSON.stringify(scenario));
  }
  return found;
}

function tellingTwins(scenario: Scenario): string[] {
  const own = seenBySender(scenario);
  return hiddenFrom(scenario).flatMap((twin) => {
    const seen = seenBySender(twin);
    return seen === own ? [] : [`${JSON.stringify(scenario)} against ${JSON.stringify(twin)}: ${own} ${seen}`];
  });
}
