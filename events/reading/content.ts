import { type FieldError, fieldError, isPlainObject } from '#libs/validation';
import { catalogue, REPORT_TYPES } from '../catalogue.ts';
import type { EventType, ReportType } from '../person-event.ts';
import type { ReporterKind } from '../model/source.ts';
import { presentId } from '../model/spelling.ts';
import { getValidator } from './validators.ts';

const POINTER = '/data/content';
/** An arbitrary person key: the person of the content is the stream's, and its key was checked on receipt. */
const ANY_PERSON = { key: '00000000-0000-4000-8000-000000000000' };

type Fields = Readonly<Record<string, unknown>>;

/** A correction's content without its person, who is the stream. */
export interface CorrectedContent {
  /** Its texts are in the spelling in which they are stored. */
  readonly content: Record<string, unknown>;
  readonly asSent: Record<string, unknown>;
  readonly errors: readonly FieldError[];
  /**
   * The report types whose full data it is, of those the reporter may send. If there are none, the decision reports the
   * errors.
   */
  contentTypesFor(kind: ReporterKind): readonly ReportType[];
}

/** Reads a correction's content before its target is known: which errors it has depends on the target's type. */
export function readContent(sent: Record<string, unknown>, person: unknown): CorrectedContent {
  const { person: repeated, ...asSent } = sent;
  const content = normalisedContent(asSent);
  return {
    content,
    asSent,
    errors:
      repeated === undefined || isSamePerson(repeated, person) ? [] : [fieldError(`${POINTER}/person`, 'other-person')],
    contentTypesFor: (kind) => typesFitting(content, kind),
  };
}

/** The report types whose full data the content is, of those that a kind of reporter may send. */
export function typesFitting(content: Fields, kind: ReporterKind): readonly ReportType[] {
  return typesOf(kind).filter((type) => contentErrors(type, content).length === 0);
}

/** Normalises a content of unknown type: every field has the same spelling in all types. */
export function normalisedContent(content: Record<string, unknown>): Record<string, unknown> {
  let normal: Record<string, unknown> = content;
  for (const type of REPORT_TYPES) normal = getValidator(type).normalised(normal) as Record<string, unknown>;
  return normal;
}

/**
 * Normalises the texts of an event's data to the form in which they would be sent now. Data of the service itself has
 * none.
 */
export function presentData(type: EventType, data: Record<string, unknown>): Record<string, unknown> {
  if (catalogue[type].dataClass === null) return data;
  const normal = getValidator(type).normalised(data) as Record<string, unknown>;
  const { content } = normal;
  return withPresentIds(isPlainObject(content) ? { ...normal, content: normalisedContent(content) } : normal);
}

/** The members that contain ids of an enrolment or of an earlier report. */
const IDS: Readonly<Record<string, readonly string[]>> = {
  corrects: ['id'],
  withdraws: ['id'],
  content: ['enrolmentId'],
};

function withPresentIds(
  data: Record<string, unknown>,
  names: readonly string[] = ['enrolmentId'],
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => {
      if (typeof value === 'string' && names.includes(name)) return [name, presentId(value)];
      return [name, isPlainObject(value) && Object.hasOwn(IDS, name) ? withPresentIds(value, IDS[name]) : value];
    }),
  );
}

/** The errors of a content as data of a type. */
export function contentErrors(type: ReportType, content: Fields): readonly FieldError[] {
  const inside = `${POINTER}/person`;
  return getValidator(type)
    .validate({ ...content, person: ANY_PERSON }, POINTER)
    .filter((error) => error.pointer !== inside && !error.pointer.startsWith(`${inside}/`));
}

/**
 * The errors of a content as the new data of the sender's own report of a type. A content that is only a part, or the
 * data of another type, gets an error that states so, in addition to the errors of its fields.
 */
export function wrongContent(type: ReportType, content: Fields, fitting: readonly ReportType[]): readonly FieldError[] {
  // Its ids may be spelled as an old log has them, which senders may not use any more.
  if (fitting.includes(type)) return [];
  const errors = contentErrors(type, content);
  const target = { allowed: [catalogue[type].wireType] };
  const hasUnknown = errors.some(({ code }) => code === 'unknown-field');
  if (!hasUnknown && errors.some(({ code }) => code === 'required'))
    return [fieldError(POINTER, 'content-in-part', target), ...errors];
  return hasUnknown && fitting.length > 0 ? [fieldError(POINTER, 'content-of-other-type', target), ...errors] : errors;
}

/**
 * The errors of a content that is the full data of no type the reporter may send, if the report it corrects is not
 * known: the errors it has in every type with that field. Does not guess the type.
 */
export function contentOfNoType(content: Fields, kind: ReporterKind): readonly FieldError[] {
  const types = typesOf(kind);
  const found = new Map<string, { readonly error: FieldError; times: number }>();
  for (const type of types) {
    for (const error of contentErrors(type, content)) {
      if (error.code === 'required') continue;
      const key = `${error.code} ${error.pointer}`;
      const known = found.get(key);
      if (known) known.times += 1;
      else found.set(key, { error, times: 1 });
    }
  }
  const having = (pointer: string): number => types.filter((type) => isFieldOf(type, pointer)).length;
  const certain = [...found.values()].filter(({ error, times }) =>
    error.code === 'unknown-field' && !types.some((type) => isFieldOf(type, error.pointer))
      ? times === types.length
      : error.code !== 'unknown-field' && times === having(error.pointer),
  );
  return [fieldError(POINTER, 'content-of-no-type'), ...certain.map(({ error }) => withoutHint(error))];
}

/** Drops the suggestion for a misspelt field, because it depends on the type. */
function withoutHint(error: FieldError): FieldError {
  return error.code === 'unknown-field' ? fieldError(error.pointer, error.code) : error;
}

function isFieldOf(type: ReportType, pointer: string): boolean {
  const [, name = ''] = pointer.slice(POINTER.length).split('/');
  return getValidator(type).shape.names.includes(name);
}

function typesOf(kind: ReporterKind): readonly ReportType[] {
  return REPORT_TYPES.filter((type) => catalogue[type].reporters.includes(kind));
}

function isSamePerson(one: unknown, other: unknown): boolean {
  if (!isPlainObject(one) || !isPlainObject(other)) return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && one[name] === other[name])
  );
}
