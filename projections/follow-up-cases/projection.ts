import type { KnowledgeProjection } from '#libs/knowledge';
import type { RuleBook } from '#libs/rules';
import { casesOf } from './follow-up-cases.evolve.ts';

/** Answers "who must be contacted, by when, by whom"; one row per case and state of knowledge. */
export function followUpCases(rules: RuleBook): KnowledgeProjection {
  return {
    name: 'follow-up-cases',
    table: 'follow_up.cases',
    keyColumn: 'case_id',
    keyType: 'uuid',
    beliefs: (known) =>
      casesOf(known, rules).map((row) => ({
        key: row.caseId,
        columns: {
          clock: row.clock,
          state: row.state,
          municipality: row.municipality,
          known_on: row.knownOn,
          due_on: row.dueOn,
          content: row,
        },
      })),
  };
}
