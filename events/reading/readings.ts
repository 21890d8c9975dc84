import { type FieldError, isPlainObject } from '#libs/validation';
import { normalisedContent, typesFitting } from './content.ts';
import type { EventDefinition } from '../catalogue.ts';
import type { AnyIncomingReport, IncomingPerson, IncomingType } from '../incoming.ts';
import type { Source } from '../model/source.ts';
import { getValidator } from './validators.ts';

/**
 * The parts of a faulty report that can still be decided on: the report as it may have been meant, with several values
 * for each wrong field. A finding that is the same for all of them does not depend on the wrong field and is reported
 * with the errors.
 */
export interface Rest {
  readonly readings: readonly AnyIncomingReport[];
  /** Pointers of the known errors: nothing further is reported there. */
  readonly wrong: readonly string[];
  /** Undefined if the person cannot be read. */
  readonly person?: IncomingPerson;
}

interface Sent {
  readonly definition: EventDefinition;
  /** Undefined if the source cannot be read. */
  readonly from: Source | undefined;
  readonly source: unknown;
  readonly id: unknown;
  readonly data: Readonly<Record<string, unknown>>;
  readonly person: IncomingPerson | undefined;
  readonly errors: readonly FieldError[];
}

/** An id that no sender can use: names an enrolment or report that is not known. */
const NO_REAL_VALUE = '\u0000';
/**
 * Days around every day that a register or rule distinguishes: a finding on all of them also applies to the day that
 * was meant.
 */
const DAYS = [
  '1900-01-01',
  '1985-06-15',
  '1995-06-15',
  '2005-06-15',
  '2010-06-15',
  '2015-06-15',
  '2019-06-15',
  '2022-06-15',
  '2024-06-15',
  '2026-06-15',
  '2028-06-15',
  '2999-12-31',
];
const MOST_READINGS = 12;
const FIELD = /^\/data\/([^/]+)/u;

/** Reads a report of a known or guessed type with every value that its wrong fields may have had. */
export function restOf(sent: Sent): Rest {
  const { definition, data, errors, from } = sent;
  const wrong = errors.map(({ pointer }) => pointer);
  const fields = wrongFields(data, errors);
  const schema = getValidator(definition.type).schema as unknown as ObjectSchema;
  const choices = [...fields].flatMap((name) =>
    Object.hasOwn(schema.properties, name) ? [{ name, values: valuesFor(name, schema, sent) }] : [],
  );
  const known = Object.fromEntries(
    Object.entries(data).filter(
      ([name]) => name !== 'person' && Object.hasOwn(schema.properties, name) && !fields.has(name),
    ),
  );
  const ways = Math.min(
    MOST_READINGS,
    choices.reduce((product, { values }) => product * Math.max(1, values.length), 1),
  );
  const readings = Array.from({ length: ways }, (_, way) => {
    const chosen = choices.flatMap(({ name, values }, place) => {
      // Shifts by the index of the field, so that two wrong days are not always the same day.
      const value = values[(way + place * Math.floor(way / values.length)) % values.length];
      return value === undefined ? [] : [[name, value] as const];
    });
    return reading(sent, { ...known, ...Object.fromEntries(chosen) });
  });
  return {
    readings: from === undefined && definition.reporters.length === 0 ? [] : readings,
    wrong,
    ...(sent.person ? { person: sent.person } : {}),
  };
}

interface ObjectSchema {
  readonly properties: Readonly<
    Record<string, { readonly enum?: readonly unknown[]; readonly format?: string; readonly type?: string }>
  >;
  readonly required?: readonly string[];
}

/** The fields of `data` that have errors, and the fields that misspelt names probably meant. */
function wrongFields(data: Readonly<Record<string, unknown>>, errors: readonly FieldError[]): Set<string> {
  const fields = new Set<string>();
  for (const { pointer, code, didYouMean } of errors) {
    const name = FIELD.exec(pointer)?.[1]?.replaceAll('~1', '/').replaceAll('~0', '~');
    // A correction's content is checked as a whole, by the type of the report it corrects.
    if (name === undefined || name === 'person' || (name === 'content' && pointer !== '/data/content')) continue;
    fields.add(name);
    if (code === 'unknown-field' && didYouMean !== undefined && !Object.hasOwn(data, didYouMean))
      fields.add(didYouMean);
  }
  return fields;
}

function valuesFor(
  name: string,
  { properties, required = [] }: ObjectSchema,
  { from, data }: Sent,
): readonly unknown[] {
  const property = properties[name];
  const left = required.includes(name) ? [] : [undefined];
  if (name === 'institution')
    return [
      ...left,
      typeof data['department'] === 'string' ? data['department'] : NO_REAL_VALUE,
      from?.reporter ?? NO_REAL_VALUE,
    ];
  if (property?.enum !== undefined) return [...property.enum, ...left];
  if (property?.format === 'date') return [...DAYS, ...left];
  if (property?.type === 'boolean') return [true, false];
  if (property?.type === 'string') return [NO_REAL_VALUE, ...left];
  if (name === 'corrects' || name === 'withdraws') return [{ id: NO_REAL_VALUE }];
  if (name === 'content') return [{}];
  return [{ system: 'local', code: NO_REAL_VALUE }, ...left];
}

function reading({ definition, from, source, id, person }: Sent, data: Record<string, unknown>): AnyIncomingReport {
  const kind = from?.kind ?? definition.reporters[0] ?? 'institution';
  const { person: _, ...told } = isPlainObject(data['content']) ? normalisedContent(data['content']) : {};
  const content = data['content'] === undefined ? {} : { content: told, contentTypes: typesFitting(told, kind) };
  return {
    type: definition.type as IncomingType,
    data: { ...data, ...content },
    person: person ?? { key: '' },
    source: typeof source === 'string' ? source : '',
    senderId: typeof id === 'string' ? id : NO_REAL_VALUE,
    systemId: from?.systemId ?? '',
    reporter: from?.reporter ?? '',
    reporterKind: kind,
    registeredAt: null,
    // Wrong fields have values of their kind; the validator has checked the others.
  } as unknown as AnyIncomingReport;
}
