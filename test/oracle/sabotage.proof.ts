import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PersonEvent, PersonHistory } from '#events/person-event';
import { type RuleBook } from '#libs/rules';
import { type Answerer, type Mismatch, daysWorthAsking, findMismatch } from './comparison.ts';
import { histories } from './histories.ts';
import { product } from './product-answerer.ts';
import { DANISH_RULES } from '../../libs/rules/rules.data.ts';
import { createRuleBook } from '../../libs/rules/create-rule-book.ts';

const danish = createRuleBook(DANISH_RULES);

function withValues(rules: RuleBook, changed: Partial<ReturnType<RuleBook['on']>>): RuleBook {
  return { ...rules, on: (day) => ({ ...rules.on(day), ...changed }) };
}

function without(type: PersonEvent['type']): Answerer {
  return (history, rules) =>
    product({ ...history, events: history.events.filter((event) => event.type !== type) }, rules);
}

/** The same reports with the order of recording reversed. */
function mirrored(history: PersonHistory): PersonHistory {
  const after = (history.events.at(-1)?.position ?? 0) + 1;
  const events = [...history.events].reverse().map((event) => ({ ...event, position: after - event.position }));
  return { ...history, events };
}

const sample = fc.sample(histories, { seed: 20_260_615, numRuns: 60 });

function findFirstMismatch(faulty: Answerer): Mismatch | undefined {
  for (const history of sample) {
    const mismatch = findMismatch(history, daysWorthAsking(history, danish), faulty, danish, { each: 6 });
    if (mismatch !== undefined) return mismatch;
  }
  return undefined;
}

const faults: readonly (readonly [string, Answerer])[] = [
  ['one day of grace too many', (history, rules) => product(history, withValues(rules, { graceDays: 31 }))],
  ['a risk a month too short', (history, rules) => product(history, withValues(rules, { riskMonths: 2 }))],
  ['the earlier recorded for the later', (history, rules) => product(mirrored(history), rules)],
  ['leave overlooked', without('leave-started.v1')],
  ['withdrawals overlooked', without('report-withdrawn.v1')],
  ['corrections overlooked', without('report-corrected.v1')],
  [
    'knowledge of the latest report missing',
    (history, rules) => product({ ...history, events: history.events.slice(0, -1) }, rules),
  ],
];

type Reports = (events: readonly PersonEvent[]) => readonly PersonEvent[];

function reading(read: Reports): Answerer {
  return (history, rules) => product({ ...history, events: [...read(history.events)] }, rules);
}

const keyOf = (event: PersonEvent): string =>
  'enrolmentId' in event.data ? `${event.reporter} ${event.data.enrolmentId}` : event.eventId;

/** The last recorded of several registrations under one id, as before ids were cut into periods. */
const lastRegistration: Reports = (events) =>
  events.filter(
    (event, place) =>
      event.type !== 'enrolment-registered.v1' ||
      !events.some((later, at) => at > place && later.type === event.type && keyOf(later) === keyOf(event)),
  );

/** Lets an end close only the leave that began last: every other start is another leave, left open. */
const openLeaves: Reports = (events) =>
  events.filter(
    (event) => event.type !== 'leave-ended.v1' || events.filter(({ type }) => type === 'leave-started.v1').length < 2,
  );

/** Lets a report dated ahead count only once its day has come. */
const notAhead: Reports = (events) =>
  events.filter(
    ({ type, occurredOn, recordedAt }) => type !== 'education-interrupted.v1' || occurredOn <= recordedAt.slice(0, 10),
  );

function withoutBeside(words: string): Answerer {
  return (history, rules) => {
    const answer = product(history, rules);
    return (day) => ({ ...answer(day), beside: answer(day).beside.filter((trace) => !trace.startsWith(words)) });
  };
}

const faultsOfFacts: readonly (readonly [string, Answerer])[] = [
  [
    'a pseudo-education taken for an enrolment',
    (history, rules) => product(history, withValues(rules, { pseudoEducations: [] })),
  ],
  [
    'a pseudo-education known by its canonical code alone',
    (history, rules) => product(history, withValues(rules, { pseudoEducations: ['2997'] })),
  ],
  ['a reused id that erases the first enrolment', reading(lastRegistration)],
  ['leave told twice left open by its end', reading(openLeaves)],
  ['an end told ahead overlooked', reading(notAhead)],
  ['an expired risk without a trace', withoutBeside('risk expired')],
  ['never started and ended without a conflict', withoutBeside('never started')],
  ['an unreported extension without a warning', withoutBeside('extension')],
  [
    'FGU that runs out after two years',
    (history, rules) =>
      product(
        history,
        withValues(rules, { longestMonths: { ...rules.on('2024-01-01').longestMonths, preparatory: 24 } }),
      ),
  ],
  [
    'a target group that begins at sixteen',
    (history, rules) => product(history, withValues(rules, { scopeFromAge: 16 })),
  ],
];

test.each([...faultsOfFacts, ...faults])('the comparison with the oracle turns red for %s', (_fault, faulty) => {
  expect(findFirstMismatch(faulty)).toBeDefined();
});

test('the comparison with the oracle turns red for a run that begins a day late', () => {
  const faulty: Answerer = (history, rules) => {
    const answer = product(history, rules);
    return (day) => ({ ...answer(day), since: day });
  };
  expect(findFirstMismatch(faulty)).toBeDefined();
});

test('the comparison with the oracle stays green for the product itself', () => {
  expect(findFirstMismatch(product)).toBeUndefined();
});
