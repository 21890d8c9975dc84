import { addDays } from '#libs/calendar';
import type { Belief, KnowledgeProjection } from '#libs/knowledge';
import type { RuleBook } from '#libs/rules';
import type { PersonHistory } from '#events/person-event';
import { timeline } from './education-status.evolve.ts';
import type { Spell } from './spell.ts';

/** Answers "which education status, on which day, as known when"; one row per spell and state of knowledge. */
export function educationStatus(rules: RuleBook): KnowledgeProjection {
  return {
    name: 'education-status',
    table: 'education_status.spells',
    keyColumn: 'valid_from',
    keyType: 'date',
    beliefs: (known) => timeline(known, rules).map((spell) => toBelief(spell, institutionOf(spell, known), rules.version)),
  };
}

function toBelief(spell: Spell, institution: string | null, ruleVersion: string): Belief {
  const { from, to, status, reason, ...answer } = spell;
  return {
    key: from,
    columns: {
      valid_to: to === null ? 'infinity' : addDays(to, 1),
      status,
      reason: reason ?? null,
      institution,
      answer: { ...answer, ruleVersion },
    },
  };
}

/** Whose status it is to tell: of the enrolment it rests on, or of the last one that never started or was taken back. */
function institutionOf({ enrolment, deciding }: Spell, { events }: PersonHistory): string | null {
  if (enrolment) return enrolment.institution;
  const last = events.findLast((event) => event.type === 'enrolment-registered.v1' && deciding.includes(event.eventId));
  return last?.type === 'enrolment-registered.v1' ? last.data.institution : null;
}
