import type { Day } from '#events/model/stored';
import {
  type Bonds,
  decideAccess,
  type PersonDecision,
  type PersonView,
  type Purpose,
  type Relation,
  relationOf,
} from '#libs/access';
import { ageOn } from '#libs/calendar';
import type { Actor } from '#libs/identity';
import type { RuleBook } from '#libs/rules';
import { type CaseAnswer, toCaseAnswer } from '#projections/follow-up-cases/case-answer';
import type { CaseRow, HandOver } from '#projections/follow-up-cases/case-row';
import type { Who } from '../who.ts';
import type { HandedOverCase } from './case-answer.ts';

/** A case in a list: `caseSchema` or `handedOverCaseSchema`. */
export type ListedCase = (CaseAnswer | HandedOver) &
  Who &
  Pick<PersonView, 'notShown' | 'mayDo'> & { readonly relation: Relation };

type HandedOver = Omit<HandedOverCase, keyof Who | 'notShown' | 'mayDo' | 'relation'>;

export interface ToDecide {
  readonly actor: Actor;
  readonly municipality: string;
  readonly purpose: Purpose;
  readonly today: Day;
  readonly rules: Pick<RuleBook, 'on'>;
}

export interface DecidedCase {
  readonly row: CaseRow;
  readonly relation: Relation;
  readonly allowed: Extract<PersonDecision, { allowed: true }>;
}

/** Decides on one row of a list. @returns undefined if the row may not be seen */
export function decideCase(
  row: CaseRow,
  person: (Bonds & { readonly birthDate: Day; readonly isProtected: boolean }) | undefined,
  terms: ToDecide,
): DecidedCase | undefined {
  if (person === undefined) return undefined;
  const { actor, municipality, purpose, today, rules } = terms;
  const isRunning = row.state === 'open' || row.state === 'breached';
  // The municipality's own work on the case: it ended the case, or handed it over.
  const isDeed = row.municipality !== municipality || !isRunning;
  const relation = relationOf(actor, isDeed ? { ...person, before: [...person.before, municipality] } : person);
  const kind = isDeed && relation === 'former' ? 'person-former-case' : 'person-case';
  const question = {
    kind,
    relation,
    ageOn: ageOn(person.birthDate, today),
    purpose,
    isProtected: person.isProtected,
    caseState: isRunning ? 'running' : 'ended',
  } as const;
  const allowed = decideAccess(actor, question, rules.on(today));
  return allowed.allowed ? { row, relation, allowed } : undefined;
}

export function toListedCase(
  { row, relation, allowed: { view } }: DecidedCase,
  { municipality, today }: ToDecide,
  who: Who,
): ListedCase {
  const { notShown, mayDo } = view;
  const handedOver =
    row.municipality === municipality ? undefined : row.handovers.findLast(({ from }) => from === municipality);
  const shown = handedOver ? toHandedOver(row, handedOver, municipality) : toCaseAnswer(row, today);
  return { ...shown, ...who, relation, notShown, mayDo };
}

function toHandedOver(
  { caseId, person, clock, knownOn }: CaseRow,
  { on, remainingWorkdays }: HandOver,
  municipality: string,
): HandedOver {
  return { caseId, person, clock, knownOn, state: 'handed-over', municipality, handedOverOn: on, remainingWorkdays };
}
