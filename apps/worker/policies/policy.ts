import { LONG_STREAM, type Reader } from '#libs/subscriptions';
import { evaluatePersons, type PolicyParts } from './evaluate.ts';

/** The policy's name as a reader: its checkpoint, and who waits of it. */
export const FOLLOW_UP_POLICY = 'follow-up-policy';

/**
 * Follows the log and states what each report means for the clocks. It writes facts, never tables: appends are
 * durable before the checkpoint moves, so a kill in between only means looking again. Whom it cannot say anything about
 * is parked; a replay looks at the person whole, and what is stated already is not stated again.
 */
export function followUpPolicy(parts: PolicyParts): Reader {
  return {
    name: FOLLOW_UP_POLICY,
    parksPersons: true,
    setsAside: ({ version }) => version > LONG_STREAM,
    beforehand: async (events, limit) =>
      (
        await evaluatePersons(
          parts,
          events.map((event) => event.stream),
          limit,
        )
      ).failures,
    apply: () => Promise.resolve(),
  };
}
