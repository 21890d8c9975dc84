import { isDay } from '#libs/calendar';
import { MUNICIPALITY_CODE_KINDS } from './municipality-codes.ts';
import { RULE_STATES } from './rule-book.ts';
import { type RuleProblem, shown } from './rule-data-error.ts';
import { RULE_IDS, VALUE_CHECKS } from './value-checks.ts';

type Row = Readonly<Record<string, unknown>>;
/** A field, the predicate of a wrong value, and the remedy. */
type FieldCheck = readonly [field: string, wrong: (value: unknown) => boolean, remedy: string];

const noText = (value: unknown): boolean => typeof value !== 'string' || value.trim() === '';
const noDay = (value: unknown): boolean => typeof value !== 'string' || !isDay(value);
const noCode = (value: unknown): boolean => typeof value !== 'string' || !/^\d{4}$/.test(value);
const LAST_DAY = 'write the first day it is no longer in force as YYYY-MM-DD, or leave it out';

const VALIDITY: readonly FieldCheck[] = [
  ['validFrom', noDay, 'write the first day it is in force as YYYY-MM-DD'],
  ['validBefore', (value) => value !== undefined && noDay(value), LAST_DAY],
];

const RULE_FIELDS: readonly FieldCheck[] = [
  ['version', noText, 'write a version, e.g. "2"'],
  ['state', (value) => !RULE_STATES.some((state) => state === value), `write one of: ${RULE_STATES.join(', ')}`],
  ...VALIDITY,
  ['statutory', (value) => typeof value !== 'boolean', 'write true where a law states it, false where it is a default'],
  ['law', noText, 'write the law and paragraph, or that there is none'],
  ['da', noText, 'write the rule in Danish'],
  ['en', noText, 'write the rule in English'],
];

const CALENDAR_FIELDS: readonly FieldCheck[] = [
  ['municipality', noCode, 'write the four-digit municipality code as text'],
  ['calendar', (value) => value !== 'A' && value !== 'B', 'write "A" or "B"'],
  ...VALIDITY,
  ['law', noText, 'write whose decision it is and where it can be read'],
];

const CODE_FIELDS: readonly FieldCheck[] = [
  ['code', noCode, 'write the four-digit code as text'],
  ['name', noText, 'write its name'],
  [
    'kind',
    (value) => !MUNICIPALITY_CODE_KINDS.some((kind) => kind === value),
    `use one of: ${MUNICIPALITY_CODE_KINDS.join(', ')}`,
  ],
  ...VALIDITY,
  ['source', noText, 'write where it can be read'],
];

function asRow(value: unknown): Row | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : undefined;
}

function noObject(place: string, value: unknown, fields: string): RuleProblem[] {
  return [{ rule: place, field: 'row', found: shown(value), remedy: `write an object with ${fields}, …` }];
}

function fieldProblems(
  name: string,
  row: Row,
  checks: readonly FieldCheck[],
  others: readonly string[],
): RuleProblem[] {
  const known = [...others, ...checks.map(([field]) => field)];
  const wrong = checks
    .filter(([field, isWrong]) => isWrong(row[field]))
    .map(([field, , remedy]) => ({ rule: name, field, found: shown(row[field]), remedy }));
  const unknown = Object.keys(row)
    .filter((field) => !known.includes(field))
    .map((field) => ({ rule: name, field, found: 'unknown field', remedy: `use only: ${known.join(', ')}` }));
  const { validFrom, validBefore } = row;
  if (typeof validFrom === 'string' && typeof validBefore === 'string' && validBefore <= validFrom) {
    const found = `not after validFrom ${validFrom}`;
    wrong.push({ rule: name, field: 'validBefore', found, remedy: 'write a later day, or leave it out' });
  }
  return [...wrong, ...unknown];
}

/** Problems of one rule on its own. `place` names a rule without an id. */
export function ruleProblems(value: unknown, place: string): RuleProblem[] {
  const row = asRow(value);
  if (row === undefined) return noObject(place, value, 'id, version, value');
  const id = RULE_IDS.find((known) => known === row['id']);
  if (id === undefined) {
    return [{ rule: place, field: 'id', found: shown(row['id']), remedy: `use one of: ${RULE_IDS.join(', ')}` }];
  }
  const remedy = VALUE_CHECKS[id](row['value']);
  const wrongValue = remedy === undefined ? [] : [{ rule: id, field: 'value', found: shown(row['value']), remedy }];
  return [...wrongValue, ...fieldProblems(id, row, RULE_FIELDS, ['id', 'value'])];
}

/** Problems of one municipality's choice on its own. */
export function calendarProblems(value: unknown, place: string): RuleProblem[] {
  const row = asRow(value);
  if (row === undefined) return noObject(place, value, 'municipality, calendar');
  const name = typeof row['municipality'] === 'string' ? `municipality ${row['municipality']}` : place;
  return fieldProblems(name, row, CALENDAR_FIELDS, []);
}

/** Problems of one municipality code on its own. */
export function codeProblems(value: unknown, place: string): RuleProblem[] {
  const row = asRow(value);
  if (row === undefined) return noObject(place, value, 'code, name, kind');
  const name = typeof row['code'] === 'string' ? `municipality code ${row['code']}` : place;
  return fieldProblems(name, row, CODE_FIELDS, []);
}
