import fc from 'fast-check';
import { histories } from '../../test/oracle/histories.ts';
import { createRuleBook, DANISH_RULES } from '#libs/rules';
import { timeline } from './education-status.evolve.ts';
const rules = createRuleBook(DANISH_RULES);
const hs = fc.sample(histories, { numRuns: 1000, seed: 7 });
for (let r = 0; r < 6; r++) {
  const t = (process.cpuUsage().user/1000); let n = 0, e = 0, s = 0;
  for (let i = 0; i < 10; i++) for (const h of hs) { n++; e += h.events.length; s += timeline(h, rules).length; }
  console.log((((process.cpuUsage().user/1000) - t) * 1000 / n).toFixed(1), 'us each', e / n, 'events', s / n, 'spells');
}
