import { readFileSync } from 'node:fs';
import { type RuleBookOptions, createRuleBook } from './create-rule-book.ts';
import type { MunicipalityCodeRow } from './municipality-codes.ts';
import type { MunicipalCalendar, Rule, RuleBook } from './rule-book.ts';
import { RuleDataError, shown } from './rule-data-error.ts';
import { DANISH_RULES, DANISH_RULES_NAME } from './rules.data.ts';

const FILE_FIELDS: readonly string[] = ['name', 'rules', 'municipalCalendars', 'municipalityCodes'];

function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const found = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new RuleDataError(
      [{ rule: 'file', field: 'path', found, remedy: 'give the path of a readable JSON file' }],
      file,
    );
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    throw new RuleDataError([{ rule: 'file', field: 'JSON', found, remedy: 'put the JSON right at that place' }], file);
  }
}

function listOf(value: unknown, field: string, file: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new RuleDataError([{ rule: 'file', field, found: shown(value), remedy: 'write a list' }], file);
}

function contentOf(file: string): Readonly<Record<string, unknown>> {
  const content = readJson(file);
  const isObject = typeof content === 'object' && content !== null && !Array.isArray(content);
  const unknown = Object.keys(isObject ? content : {}).filter((key) => !FILE_FIELDS.includes(key));
  const name = isObject && 'name' in content ? content.name : undefined;
  if (isObject && unknown.length === 0 && typeof name === 'string' && name !== '')
    return content as Record<string, unknown>;
  const remedy =
    'write { "name": "…", "rules": [ … ], "municipalCalendars": [ … ], "municipalityCodes": ' +
    '[ … ] }, the last two only if needed';
  const [field, found] = unknown[0] === undefined ? ['name', shown(name)] : [unknown[0], 'unknown field'];
  throw new RuleDataError([{ rule: 'file', field, found, remedy }], file);
}

/**
 * Loads the rules from a JSON file `{ name, rules, municipalCalendars?, municipalityCodes? }` of the same shape as
 * `DANISH_RULES`, which it replaces; without a file, the Danish rules. Municipal calendars in the file take precedence
 * over those of the options.
 * @throws RuleDataError, naming the file, for anything that cannot be used
 */
export function loadRuleBook(file?: string, options: Pick<RuleBookOptions, 'municipalCalendars'> = {}): RuleBook {
  if (file === undefined) return createRuleBook(DANISH_RULES, { name: DANISH_RULES_NAME, ...options });
  const content = contentOf(file);
  // The cast is safe: createRuleBook checks every row.
  const rules = listOf(content['rules'], 'rules', file) as readonly Rule[];
  const { municipalCalendars, municipalityCodes } = content;
  return createRuleBook(rules, {
    name: String(content['name']),
    where: file,
    ...options,
    ...(municipalCalendars === undefined
      ? {}
      : { municipalCalendars: listOf(municipalCalendars, 'municipalCalendars', file) as readonly MunicipalCalendar[] }),
    ...(municipalityCodes === undefined
      ? {}
      : { municipalityCodes: listOf(municipalityCodes, 'municipalityCodes', file) as readonly MunicipalityCodeRow[] }),
  });
}
