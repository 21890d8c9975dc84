import { decideAccess } from '#libs/access';
import type { Day } from '#libs/calendar';
import type { Actor } from '#libs/identity';
import type { InstitutionRegister } from '#libs/institutions';
import { ProblemError } from '#libs/problems';
import type { RuleBook } from '#libs/rules';

export interface FiguresGround {
  readonly institutions: Pick<InstitutionRegister, 'municipalityOf'>;
  readonly rules: RuleBook;
  readonly today: Day;
}

/**
 * Checks that the caller may see what a reporter sent, as one who watches.
 * @throws ProblemError forbidden
 */
export function checkWatchesReporter(actor: Actor, reporter: string, ground: FiguresGround): void {
  checkWatchesMunicipality(actor, ground.institutions.municipalityOf(reporter, ground.today) ?? null, ground);
}

/**
 * The same for all reporters of a municipality; null: for all reporters there are.
 * @throws ProblemError forbidden
 */
export function checkWatchesMunicipality(
  actor: Actor,
  municipality: string | null,
  { rules, today }: Pick<FiguresGround, 'rules' | 'today'>,
): void {
  const decision = decideAccess(actor, { kind: 'reporter-figures', municipality }, rules.on(today));
  if (!decision.allowed) throw new ProblemError(decision.as);
}
