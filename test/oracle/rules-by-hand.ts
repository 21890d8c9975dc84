import type { RuleBook, RuleValues } from '#libs/rules';
import type { Day } from '#events/model/stored';

/** The values of the rules, written by hand (docs/glossary.md, "Rules"). */
export const STATED: RuleValues = {
  scopeFromAge: 15,
  scopeBeforeAge: 30,
  graceDays: 30,
  riskMonths: 3,
  longestMonths: { compulsory: 132, preparatory: 36, 'upper-secondary': 48, vocational: 66, higher: 78, other: 24 },
  qualifyingKinds: ['upper-secondary', 'vocational', 'higher'],
  knownCombinations: [],
  contactFromAge: 15,
  contactBeforeAge: 25,
  contactWorkdays: 5,
  contactToldWorkdays: 5,
  fullAccessBeforeAge: 25,
  nameMonthsAlone: 12,
  identitiesAnHour: 60,
  missesAnHour: 2000,
  heldDays: 30,
  warningMonths: { preparatory: 24 },
  toldAheadDays: 92,
  pseudoEducations: ['2997', '3000'],
  kindsByInstitutionType: {},
  mostHeldReports: 100,
  mostReportsOnePerson: 1_000,
  mostSentOnePerson: 5_000,
  contactAheadDays: 90,
  reportDeadlines: [
    { eventTypes: ['dropout-risk-reported.v1'], workdays: 1, countedFrom: 'occurred' },
    { institutionTypes: ['1010', '1011'], workdays: 5, countedFrom: 'registered' },
    { workdays: 1, countedFrom: 'registered' },
  ],
  historyDays: 90,
  missingAfterWorkdays: 5,
};

/** A rule book of given values that may change on given days (ascending). */
export function rulesByHand(
  from: Partial<RuleValues> = {},
  changes: readonly { readonly day: Day; readonly values: Partial<RuleValues> }[] = [],
): RuleBook {
  const first: RuleValues = { ...STATED, ...from };
  const periods = changes.reduce<{ day: Day; values: RuleValues }[]>(
    (before, { day, values }) => [...before, { day, values: { ...(before.at(-1)?.values ?? first), ...values } }],
    [],
  );
  return {
    version: 'by-hand',
    on: (day) => periods.findLast((period) => period.day <= day)?.values ?? first,
    changeDays: changes.map(({ day }) => day),
    calendarOf: () => 'A',
    placeOf: (code) => (/^0[1-8]/.test(code) ? 'municipality' : 'unknown'),
    canHold: (code) => code !== null && /^0[1-8]/.test(code),
    codeChangeDays: [],
    deciding: [],
    rules: [],
    municipalCalendars: [],
    municipalityCodes: [],
  };
}
