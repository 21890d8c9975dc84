import type { DecideContext } from '#events/deciding/decide';
import type { StandingTerms } from '#events/model/conditions';
import { addDays, ageOn, type Day } from '#libs/calendar';
import type { InstitutionRegister } from '#libs/institutions';
import { lastDayWithoutEnd, type RuleBook } from '#libs/rules';

type OfRules = Pick<DecideContext, 'limitOf' | 'unwarnedUntil' | 'pseudoEducations' | 'placeOf'>;
type OfRegister = Pick<DecideContext, 'institution' | 'isDepartmentOf' | 'offers' | 'mayReport'>;

/** The part of the decision context that comes from the rules in force on the day of receipt. */
export function ruleAnswers(rules: RuleBook, today: Day): OfRules {
  const { toldAheadDays, pseudoEducations } = rules.on(today);
  return {
    limitOf: ({ kind, startsOn, expectedEndsOn }) =>
      lastDayWithoutEnd(rules.on(startsOn), kind, startsOn, expectedEndsOn ?? undefined),
    unwarnedUntil: addDays(today, toldAheadDays),
    pseudoEducations,
    placeOf: (code, day) => rules.placeOf(code, day),
  };
}

/** The part of the decision context that comes from the institution register, for one reporter. */
export function registerAnswers(
  institutions: InstitutionRegister,
  rules: RuleBook,
  { reporter, today }: { reporter: string; today: Day },
): OfRegister {
  const { kindsByInstitutionType } = rules.on(today);
  return {
    institution: (number, day) => (institutions.find(number, day) ? 'known' : 'unknown'),
    isDepartmentOf: (department, institution, day) =>
      institutions.belongsTo(department, institution, day) || institutions.belongsTo(department, institution, today),
    offers: (institution, kind, day) => {
      const type = institutions.find(institution, day)?.type;
      return type === undefined || (kindsByInstitutionType[type]?.includes(kind) ?? true);
    },
    mayReport: (institution) => institutions.belongsTo(institution, reporter, today),
  };
}

interface Judged {
  readonly receivedOn: string;
  readonly numberBirthDate: string;
  /** The event id of the report that is corrected or withdrawn. */
  readonly target: string | undefined;
}

/** The limits in force on the day of receipt, for the pure decision on the report's standing. */
export function standingTerms(rules: RuleBook, { receivedOn, numberBirthDate, target }: Judged): StandingTerms {
  const { scopeBeforeAge, contactAheadDays, graceDays } = rules.on(receivedOn);
  return {
    receivedOn,
    ...(target === undefined ? {} : { target }),
    bornAfter: `${Number(receivedOn.slice(0, 4)) - scopeBeforeAge}${receivedOn.slice(4)}`,
    youngByNumber: ageOn(numberBirthDate, receivedOn) < scopeBeforeAge,
    contactAheadDays,
    graceDays,
    addDays,
  };
}
