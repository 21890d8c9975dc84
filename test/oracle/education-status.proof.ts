import { afterAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type RuleBook } from '#libs/rules';
import { printFigure } from '../crash/figure-line.ts';
import { type Answer, daysWorthAsking, findMismatch, readable } from './comparison.ts';
import { histories, randomDays } from './histories.ts';
import { product } from './product-answerer.ts';
import { rulesByHand } from './rules-by-hand.ts';
import { pairsOfThisRun, seedOfThisRun } from './seed.ts';
import { DANISH_RULES } from '../../libs/rules/rules.data.ts';
import { createRuleBook } from '../../libs/rules/create-rule-book.ts';

const TEN_MINUTES = 600_000;
const HISTORIES_A_ROUND = 25;
/** A round takes a second or two; a difference is shrunk for at most this time. */
const SHRINKING = { interruptAfterTimeLimit: 90_000, markInterruptAsFailure: true };
const danish = createRuleBook(DANISH_RULES);
const changing = rulesByHand({}, [
  { day: '2019-12-01', values: { graceDays: 45, qualifyingKinds: ['vocational', 'higher', 'other'] } },
  { day: '2022-07-31', values: { graceDays: 0, scopeFromAge: 16, scopeBeforeAge: 28 } },
  {
    day: '2024-03-01',
    values: { longestMonths: { ...danish.on('2024-03-01').longestMonths, vocational: 48, other: 1 } },
  },
]);

interface Tally {
  pairs: number;
  readonly answers: Map<string, number>;
}

/** Compares until `pairs` have been asked; throws the shrunk history, readable, on the first difference. */
function compare(rules: RuleBook, seed: number, pairs: number): Tally {
  const tally: Tally = { pairs: 0, answers: new Map() };
  const asked = ({ status, reason }: Answer): void => {
    const words = reason === undefined ? status : `${status}/${reason}`;
    tally.pairs += 1;
    tally.answers.set(words, (tally.answers.get(words) ?? 0) + 1);
  };
  const property = fc.property(histories, randomDays, (history, others) => {
    const days = [...daysWorthAsking(history, rules), ...others];
    const mismatch = findMismatch(history, days, product, rules, { asked });
    if (mismatch !== undefined) throw new Error(readable(history, mismatch));
  });
  for (let round = 0; tally.pairs < pairs; round += 1) {
    const { failed, errorInstance } = fc.check(property, {
      ...SHRINKING,
      seed: seed + round,
      numRuns: HISTORIES_A_ROUND,
    });
    if (failed)
      throw new Error(`ORACLE_SEED=${seed + round}: ${errorInstance instanceof Error ? errorInstance.message : ''}`);
  }
  return tally;
}

let [all, agreed] = [0, 0];
const SEED = seedOfThisRun();
afterAll(() =>
  printFigure({ id: 'R12', value: 2 - agreed, unit: 'mismatches', n: all, seed: SEED, reach: '0', pass: agreed === 2 }),
);

test.each([
  ['the rules in force', danish, pairsOfThisRun(20_000)],
  ['rules that change on the way', changing, Math.ceil(pairsOfThisRun(20_000) / 4)],
])(
  "the status at every prefix and day equals the oracle's, by %s",
  (name, rules, pairs) => {
    const tally = compare(rules, SEED, pairs);
    all += tally.pairs;
    agreed += 1;
    const shares = [...tally.answers].sort().map(([words, count]) => `${words} ${count}`);
    console.info(
      `oracle, ${name}: ORACLE_SEED=${SEED}, ${tally.pairs} pairs (D, K), 0 mismatches: ${shares.join(', ')}`,
    );
    expect(tally.pairs).toBeGreaterThanOrEqual(pairs);
  },
  TEN_MINUTES,
);
