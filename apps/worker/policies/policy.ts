import { isPersonStream } from '#libs/event-store';
import { LONG_STREAM, type Reader } from '#libs/subscriptions';
import { evaluatePersons, type PolicyParts } from './evaluate.ts';

/** The policy's name as a reader: for its checkpoint and its parked streams. */
export const FOLLOW_UP_POLICY = 'follow-up-policy';

/**
 * Follows the log and states the consequences of each report for the clocks. Writes facts, never tables: appends are
 * durable before the checkpoint moves, so a kill in between only repeats the evaluation. Parks persons that cannot be
 * evaluated; a replay evaluates the whole person, and facts already stated are not stated again.
 */
export function followUpPolicy(parts: PolicyParts): Reader {
  return {
    name: FOLLOW_UP_POLICY,
    parksPersons: true,
    setsAside: ({ stream, version }) => isPersonStream(stream) && version > LONG_STREAM,
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
