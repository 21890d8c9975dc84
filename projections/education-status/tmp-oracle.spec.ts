import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { histories } from '../../test/oracle/histories.ts';
import { daysWorthAsking, findMismatch, type Answerer } from '../../test/oracle/comparison.ts';
import { rulesByHand } from '../../test/oracle/rules-by-hand.ts';
import { createRuleBook, DANISH_RULES } from '#libs/rules';
import { statusOn, timeline } from './education-status.evolve.ts';
const product: Answerer = (history, rules) => {
  const spells = timeline(history, rules);
  return (day) => {
    const s = statusOn(spells, day);
    return { status: s.status, reason: s.reason, enrolmentId: s.enrolment?.enrolmentId, since: s.since === spells[0]?.from ? null : s.since, until: s.until };
  };
};
test.each([['hand', rulesByHand()], ['danish', createRuleBook(DANISH_RULES)]])('same %s', (_n, rules) => {
  let asked = 0;
  fc.assert(fc.property(histories, (h) => {
    const m = findMismatch(h, daysWorthAsking(h, rules), product, rules, { asked: () => { asked++; } });
    if (m) throw new Error(JSON.stringify(m));
  }), { numRuns: 400 });
  console.log(asked);
});
test('speed', () => {
  const rules = createRuleBook(DANISH_RULES);
  const hs = fc.sample(histories, 300);
  for (let r = 0; r < 5; r++) {
    const t = performance.now(); let n = 0, e = 0;
    for (let i = 0; i < 10; i++) for (const h of hs) { n++; e += h.events.length; timeline(h, rules); }
    console.log((performance.now() - t) * 1000 / n, 'us each', e / n, 'events');
  }
  expect(1).toBe(1);
});
