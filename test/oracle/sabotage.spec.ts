import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PersonEvent, PersonHistory } from '#events/person-event';
import { DANISH_RULES, type RuleBook, createRuleBook } from '#libs/rules';
import { type Answerer, type Mismatch, daysWorthAsking, findMismatch } from './comparison.ts';
import { histories } from './histories.ts';
import { product } from './product-answerer.ts';

const danish = createRuleBook(DANISH_RULES);

function withValues(rules: RuleBook, changed: Partial<ReturnType<RuleBook['on']>>): RuleBook {
  return { ...rules, on: (day) => ({ ...rules.on(day), ...changed }) };
}

function without(type: PersonEvent['type']): Answerer {
  return (history, rules) => product({ ...history, events: history.events.filter((event) => event.type !== type) }, rules);
}

/** The same reports with the order of recording turned round. */
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
  ['knowledge of the latest report missing', (history, rules) => product({ ...history, events: history.events.slice(0, -1) }, rules)],
];

test.each(faults)('the comparison goes red on %s', (_fault, faulty) => {
  expect(findFirstMismatch(faulty)).toBeDefined();
});

test('the comparison goes red on a run that begins a day late', () => {
  const faulty: Answerer = (history, rules) => {
    const answer = product(history, rules);
    return (day) => ({ ...answer(day), since: day });
  };
  expect(findFirstMismatch(faulty)).toBeDefined();
});

test('the comparison stays green on the product itself', () => {
  expect(findFirstMismatch(product)).toBeUndefined();
});
