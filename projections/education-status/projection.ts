import { addDays } from '#libs/calendar';
import type { Belief, KnowledgeProjection } from '#libs/knowledge';
import type { RuleBook } from '#libs/rules';
import { timeline } from './education-status.evolve.ts';
import type { Spell } from './spell.ts';

/** Answers "which education status, on which day, as known when"; one row per spell and state of knowledge. */
export function educationStatus(rules: RuleBook): KnowledgeProjection {
  return {
    name: 'education-status',
    table: 'education_status.spells',
    keyColumn: 'valid_from',
    keyType: 'date',
    beliefs: (known) => timeline(known, rules).map((spell) => toBelief(spell, rules.version)),
  };
}

function toBelief(spell: Spell, ruleVersion: string): Belief {
  const { from, to, status, reason, ...answer } = spell;
  return {
    key: from,
    columns: {
      valid_to: to === null ? 'infinity' : addDays(to, 1),
      status,
      reason: reason ?? null,
      institution: spell.enrolment?.institution ?? null,
      answer: { ...answer, ruleVersion },
    },
  };
}
