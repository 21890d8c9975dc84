import { findStatuses, gather, inTransaction, loadRuleBook } from '../product.js';

/** As apps/status/look.ts has it: one group on its way, fifty at most, one snapshot, planned once. */
const TOGETHER = { lanes: 1, most: 50, isOfAll: () => true };
const RULES = loadRuleBook(undefined, {});
const BEGIN = 'begin isolation level repeatable read; set local plan_cache_mode to force_generic_plan';

/**
 * Asks for spells by the statement the product answers a status with, questions at the same time together (docs/adr/0017);
 * without the decision and the read log, which a bare query has not either.
 */
export function spellReader(pool) {
  // Everything is applied: positions mean themselves.
  const ground = { applied: Number.MAX_SAFE_INTEGER, settledAt: '9999-12-31T00:00:00.000Z', whole: true };
  const asked = ({ person, day, position }) => ({ person, day, knownAt: { position }, ground });
  return gather({
    ...TOGETHER,
    work: async (questions) => {
      const found = await inTransaction(pool, (client) => findStatuses(client, RULES, questions.map(asked)), BEGIN);
      return found.map(({ spell }) => spell);
    },
  });
}
