import type { Reader } from '#libs/feed';
import { evaluatePersons, type PolicyParts } from './evaluate.ts';

/**
 * Follows the log and states what each report means for the contact clock. It writes facts, never tables: appends are
 * durable before the checkpoint moves, so a kill in between only means looking again.
 */
export function followUpPolicy(parts: PolicyParts): Reader {
  return {
    name: 'follow-up-policy',
    async beforehand(events) {
      await evaluatePersons(parts, events.map((event) => event.stream));
    },
    apply: () => Promise.resolve(),
  };
}
