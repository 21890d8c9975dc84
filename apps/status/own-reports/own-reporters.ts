import { decideAccess } from '#libs/access';
import type { Day } from '#libs/calendar';
import { inQuery, text } from '#libs/contract';
import type { Actor } from '#libs/identity';
import { ProblemError } from '#libs/problems';
import type { RuleBook } from '#libs/rules';

/** For a system that speaks for many: one of the reporters in its token. */
export const ownReporterParameter = inQuery(
  'reporter',
  text('One of the reporters that you speak for; all of them if left out.', '990110'),
);

/**
 * The reporters of the caller that a question is about. Another's reporter and an unknown one look alike.
 * @param requested undefined for all that the caller speaks for
 * @throws ProblemError `forbidden` for a role that never reports, `not-found` for a reporter that is not the caller's
 */
export function ownReporters(
  actor: Actor,
  requested: string | undefined,
  { rules, today }: { readonly rules: RuleBook; readonly today: Day },
): readonly string[] {
  const question = { kind: 'own-reporter', reporter: requested ?? null } as const;
  const decision = decideAccess(actor, question, rules.on(today));
  if (!decision.allowed) throw new ProblemError(decision.as);
  return requested === undefined ? actor.reporters : [requested];
}
