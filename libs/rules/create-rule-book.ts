import { createHash } from 'node:crypto';
import { type Day, decidingHolidays } from '#libs/calendar';
import { decidingRules } from './deciding-rules.ts';
import { FOLD_EDITION } from './fold-edition.ts';
import { DANISH_MUNICIPALITY_CODES } from './municipality-codes.data.ts';
import { codeChangeDays, type MunicipalityCodeRow, placesOf } from './municipality-codes.ts';
import { type Period, contradictions, frozen, rulePeriodsOf } from './periods.ts';
import { calendarProblems, codeProblems, ruleProblems } from './row-checks.ts';
import type { MunicipalCalendar, Rule, RuleBook, RuleState } from './rule-book.ts';
import { RuleDataError, type RuleProblem } from './rule-data-error.ts';
import { type Dated, gaps, overlaps, repeatedVersions } from './validity-checks.ts';
import { RULE_IDS } from './value-checks.ts';

export interface RuleBookOptions {
  /** Name of the set; `version` is this name and a hash. */
  readonly name?: string;
  /** Municipalities that are not named count by calendar A. */
  readonly municipalCalendars?: readonly MunicipalCalendar[];
  /** Defaults to the Danish list. */
  readonly municipalityCodes?: readonly MunicipalityCodeRow[];
  /** For a trial: rows in these states decide too, as if they came into force on their days. */
  readonly tried?: readonly RuleState[];
  /** Edition of the folds that the book is for. Defaults to `FOLD_EDITION`. */
  readonly edition?: number;
  /** Origin of the data, for errors. */
  readonly where?: string;
}

function stopOn(problems: readonly RuleProblem[], where: string | undefined): void {
  if (problems.length > 0) throw new RuleDataError(problems, where);
}

interface RuleData {
  readonly edition: number;
  readonly rules: readonly Rule[];
  /** The rows of `rules` that decide. */
  readonly deciding: readonly Rule[];
  readonly choices: readonly MunicipalCalendar[];
  readonly codes: readonly MunicipalityCodeRow[];
}

/**
 * Choices of a calendar under a code that names no municipality on their first day. Without this check a typing mistake
 * would silently have no effect.
 */
function foreignChoices(choices: readonly MunicipalCalendar[], codes: readonly MunicipalityCodeRow[]): RuleProblem[] {
  const placeOf = placesOf(codes);
  return choices
    .filter(({ municipality, validFrom }) => placeOf(municipality, validFrom) !== 'municipality')
    .map(({ municipality }) => ({
      rule: `municipality ${municipality}`,
      field: 'municipality',
      found: `no municipality of ${municipality}`,
      remedy: 'write a code of municipalityCodes of kind municipality',
    }));
}

function validityProblems({ rules, deciding, choices, codes }: RuleData): RuleProblem[] {
  const first = deciding.map((rule) => rule.validFrom).sort()[0] ?? '1900-01-01';
  const ofRules = RULE_IDS.flatMap((id) => {
    const rows = deciding.filter((rule) => rule.id === id);
    return [
      ...overlaps(id, rows),
      ...gaps(id, rows, first),
      ...repeatedVersions(
        id,
        rules.filter((rule) => rule.id === id),
      ),
    ];
  });
  const municipalities = [...new Set(choices.map((choice) => choice.municipality))];
  const ofChoices = municipalities.flatMap((code) =>
    overlaps(
      `municipality ${code}`,
      choices.filter((choice) => choice.municipality === code),
    ),
  );
  const ofCodes = [...new Set(codes.map(({ code }) => code))].flatMap((code) =>
    overlaps(
      `municipality code ${code}`,
      codes.filter((row) => row.code === code),
    ),
  );
  return [...ofRules, ...ofChoices, ...ofCodes, ...foreignChoices(choices, codes)];
}

/**
 * Covers only what decides: a corrected text or an announced row keeps the version; a changed value or a new edition of
 * the folds changes it.
 */
function hashOf({ deciding, choices, codes, edition }: RuleData): string {
  const validity = (row: Dated) => [row.validFrom, row.validBefore ?? null];
  const sortedKeys = (_key: string, value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value).sort() : value;
  const lines = [
    ...deciding.map((rule) => JSON.stringify([rule.id, rule.version, rule.value, ...validity(rule)], sortedKeys)),
    JSON.stringify(['folds', edition]),
    ...decidingHolidays().map((holiday) => JSON.stringify(['holiday', ...holiday])),
    ...choices.map((choice) => JSON.stringify([choice.municipality, choice.calendar, ...validity(choice)])),
    ...codes.map((row) => JSON.stringify([row.code, row.kind, ...validity(row)])),
  ];
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex').slice(0, 8);
}

function valuesOn(periods: readonly Period[]): RuleBook['on'] {
  const [first, ...later] = periods;
  if (first === undefined) throw new RangeError('A rule book has at least one period.');
  // Newest first: nearly every question is about the last period or the one before.
  const newestFirst = later.reverse();
  return (day) => {
    for (const period of newestFirst) if (period.from <= day) return period.values;
    return first.values;
  };
}

function calendarsOf(choices: readonly MunicipalCalendar[]): RuleBook['calendarOf'] {
  const codes = new Set(choices.map((choice) => choice.municipality));
  const byMunicipality = new Map(
    [...codes].map((code) => [code, choices.filter((choice) => choice.municipality === code)]),
  );
  const inForce = (choice: MunicipalCalendar, day: Day): boolean =>
    choice.validFrom <= day && (choice.validBefore === undefined || day < choice.validBefore);
  return (municipality, day) => {
    const own = municipality === null ? undefined : byMunicipality.get(municipality);
    return own?.find((choice) => inForce(choice, day))?.calendar ?? 'A';
  };
}

/**
 * Creates the rule book from rule data, after checking it.
 * @throws RuleDataError with everything wrong at once: an unknown id or field, a value of the wrong type, days with two
 * values or none, a version used twice, ages that contradict each other
 */
export function createRuleBook(rules: readonly Rule[], options: RuleBookOptions = {}): RuleBook {
  const {
    name = 'rules',
    municipalCalendars = [],
    municipalityCodes = DANISH_MUNICIPALITY_CODES,
    tried = [],
    edition = FOLD_EDITION,
    where,
  } = options;
  const ofRows = rules.flatMap((rule, index) => ruleProblems(rule, `rule number ${index + 1}`));
  const ofChoices = municipalCalendars.flatMap((choice, index) =>
    calendarProblems(choice, `municipal calendar number ${index + 1}`),
  );
  const ofCodes = municipalityCodes.flatMap((row, index) => codeProblems(row, `municipality code number ${index + 1}`));
  stopOn([...ofRows, ...ofChoices, ...ofCodes], where);
  const deciding = decidingRules(rules, tried);
  const data: RuleData = { edition, rules, deciding, choices: municipalCalendars, codes: municipalityCodes };
  stopOn(validityProblems(data), where);
  const periods = rulePeriodsOf(deciding);
  stopOn(periods.flatMap(contradictions), where);
  const placeOf = placesOf(municipalityCodes);
  return Object.freeze({
    version: `${name}+${hashOf(data)}`,
    on: valuesOn(periods),
    changeDays: Object.freeze(periods.slice(1).map((period) => period.from)),
    calendarOf: calendarsOf(municipalCalendars),
    placeOf,
    canHold: (code: string | null, day: Day) => code !== null && placeOf(code, day) === 'municipality',
    codeChangeDays: Object.freeze(codeChangeDays(municipalityCodes)),
    deciding: frozen(deciding),
    rules: frozen(rules),
    municipalCalendars: frozen(municipalCalendars),
    municipalityCodes: frozen(municipalityCodes),
  });
}
