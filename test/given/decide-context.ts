import type { DecideContext } from '#events/model/decision';
import { addDays, ageOn } from '#libs/calendar';
import { lastDayWithoutEnd } from '#libs/rules';
import { BIRTH_DATE } from './history.ts';
import { givenRules } from './rules.ts';

const rules = givenRules();
const TODAY = '2026-06-15';

/**
 * A decision's context on 2026-06-15 by the Danish rules: every institution is known, is the reporter's own, and of any
 * kind.
 */
export function givenContext(given: Partial<DecideContext> = {}): DecideContext {
  const { toldAheadDays, pseudoEducations, scopeFromAge, scopeBeforeAge } = rules.on(TODAY);
  return {
    today: TODAY,
    receivedAt: `${TODAY}T06:00:00.000Z`,
    ageOn: (day) => ageOn(BIRTH_DATE, day),
    numberBirthDate: BIRTH_DATE,
    scope: { fromAge: scopeFromAge, beforeAge: scopeBeforeAge },
    limitOf: ({ kind, startsOn, expectedEndsOn }) =>
      lastDayWithoutEnd(rules.on(startsOn), kind, startsOn, expectedEndsOn ?? undefined),
    unwarnedUntil: addDays(TODAY, toldAheadDays),
    pseudoEducations,
    institution: () => 'known',
    placeOf: (code, day) => rules.placeOf(code, day),
    isDepartmentOf: () => true,
    offers: () => true,
    mayReport: () => true,
    isOfOtherPerson: () => false,
    ...given,
  };
}
