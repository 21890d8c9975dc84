import { findStatuses, gather, inTransaction, loadRuleBook } from '../product.js';

/** The same as apps/status/look.ts: one group in flight, fifty at most, one snapshot, planned once. */
const TOGETHER = { lanes: 1, most: 50, isOfAll: () => true };
const RULES = loadRuleBook(undefined, {});
const BEGIN = 'begin isolation level repeatable read; set local plan_cache_mode to force_generic_plan';

/**
 * Asks for spells by the statement with which the product answers a status, with concurrent questions together
 * (docs/adr/0017). Leaves out the decision and the read log, which a bare query does not have either.
 */
export function spellReader(pool) {
  // Everything is applied, so positions need no translation.
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
