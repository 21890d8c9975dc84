import type { StandingTerms } from '#events/model/conditions';
import { addDays, ageOn } from '#libs/calendar';
import type { RuleBook } from '#libs/rules';

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
