import type { RuleId } from './rule-book.ts';

/** The kinds of education that rule values may name: those of the catalogue, which libs may not import. */
export const RULE_KINDS = ['compulsory', 'preparatory', 'upper-secondary', 'vocational', 'higher', 'other'] as const;

/** @returns the remedy, undefined if the value is right */
type ValueCheck = (value: unknown) => string | undefined;

const kindNames = RULE_KINDS.join(', ');
const isKind = (value: unknown): boolean => RULE_KINDS.some((kind) => kind === value);

const wholeNumber =
  (least: number): ValueCheck =>
  (value) =>
    Number.isInteger(value) && Number(value) >= least ? undefined : `write a whole number of at least ${least}`;

const kindList: ValueCheck = (value) => {
  const right = Array.isArray(value) && value.every(isKind) && new Set(value).size === value.length;
  return right ? undefined : `write a list of kinds, each once, from: ${kindNames}`;
};

const kindPairs: ValueCheck = (value) => {
  const isPair = (pair: unknown): boolean => Array.isArray(pair) && pair.length === 2 && pair.every(isKind);
  return Array.isArray(value) && value.every(isPair) ? undefined : `write a list of pairs of kinds, from: ${kindNames}`;
};

const monthsByKind: ValueCheck = (value) => {
  const remedy = `write an object with a whole number of months, at least 1, for exactly: ${kindNames}`;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return remedy;
  const entries = Object.entries(value);
  const right = entries.every(([kind, months]) => isKind(kind) && wholeNumber(1)(months) === undefined);
  return right && entries.length === RULE_KINDS.length ? undefined : remedy;
};

const someMonthsByKind: ValueCheck = (value) => {
  const entries =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : undefined;
  const right = entries?.every(([kind, months]) => isKind(kind) && wholeNumber(1)(months) === undefined) === true;
  return right ? undefined : `write an object with a whole number of months, at least 1, for any of: ${kindNames}`;
};

const codeList: ValueCheck = (value) => {
  const right = Array.isArray(value) && value.every((code) => typeof code === 'string' && /^[1-9][0-9]*$/.test(code));
  return right ? undefined : 'write a list of education codes as text, without leading zeros, e.g. ["2997"]';
};

const kindsByType: ValueCheck = (value) => {
  const entries =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : undefined;
  const right = entries?.every(([type, kinds]) => /^[0-9]{4}$/.test(type) && kindList(kinds) === undefined) === true;
  return right
    ? undefined
    : `write an object of institution types, 4 digits, with a list of kinds each, from: ${kindNames}`;
};

const isListOf = (value: unknown, pattern: RegExp): boolean =>
  Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string' && pattern.test(one));

const isDeadline = (row: unknown): boolean => {
  if (typeof row !== 'object' || row === null) return false;
  const { eventTypes, institutionTypes, workdays, countedFrom, ...rest } = row as Record<string, unknown>;
  return (
    Object.keys(rest).length === 0 &&
    (eventTypes === undefined || isListOf(eventTypes, /^[a-z-]+\.v[1-9][0-9]*$/)) &&
    (institutionTypes === undefined || isListOf(institutionTypes, /^[0-9]{4}$/)) &&
    wholeNumber(0)(workdays) === undefined &&
    (countedFrom === 'occurred' || countedFrom === 'registered')
  );
};

const deadlines: ValueCheck = (value) => {
  const rows: readonly unknown[] = Array.isArray(value) ? value : [];
  const last = rows.at(-1);
  const fitsAll = isDeadline(last) && Object.keys(last as object).every((key) => /^(workdays|countedFrom)$/.test(key));
  return fitsAll && rows.every(isDeadline)
    ? undefined
    : 'write a list of { eventTypes?, institutionTypes?, workdays, countedFrom: occurred or registered }; ' +
        'the last row has no types, so that one row fits every report';
};

/** The check of each rule's value. */
export const VALUE_CHECKS: Readonly<Record<RuleId, ValueCheck>> = {
  scopeFromAge: wholeNumber(1),
  scopeBeforeAge: wholeNumber(1),
  graceDays: wholeNumber(0),
  riskMonths: wholeNumber(1),
  longestMonths: monthsByKind,
  qualifyingKinds: kindList,
  knownCombinations: kindPairs,
  contactFromAge: wholeNumber(1),
  contactBeforeAge: wholeNumber(1),
  contactWorkdays: wholeNumber(1),
  contactToldWorkdays: wholeNumber(0),
  fullAccessBeforeAge: wholeNumber(1),
  nameMonthsAlone: wholeNumber(1),
  identitiesAnHour: wholeNumber(1),
  missesAnHour: wholeNumber(1),
  heldDays: wholeNumber(0),
  warningMonths: someMonthsByKind,
  toldAheadDays: wholeNumber(0),
  pseudoEducations: codeList,
  kindsByInstitutionType: kindsByType,
  mostHeldReports: wholeNumber(1),
  mostReportsOnePerson: wholeNumber(1),
  mostSentOnePerson: wholeNumber(1),
  contactAheadDays: wholeNumber(0),
  reportDeadlines: deadlines,
  historyDays: wholeNumber(0),
  missingAfterWorkdays: wholeNumber(0),
};

export const RULE_IDS = Object.keys(VALUE_CHECKS) as RuleId[];
