import { type FieldError, fieldError, isPlainObject } from '#libs/validation';
import { catalogue, REPORT_TYPES } from '../catalogue.ts';
import type { ReportType } from '../person-event.ts';
import type { ReporterKind } from '../source.ts';
import { getValidator } from '../validators.ts';

export interface CorrectedContent {
  /** The content without its person: that is the stream. */
  readonly content: Record<string, unknown>;
  /** The report types it is valid for, of those the reporter may send. */
  readonly contentTypes: readonly ReportType[];
  readonly errors: readonly FieldError[];
}

const POINTER = '/data/content';

/**
 * Checks a correction's content when its target is not looked at yet: it must be valid for at least one type the
 * reporter may send. Otherwise the errors are those of the type it is closest to.
 */
export function findContentTypes(sent: Record<string, unknown>, person: unknown, kind: ReporterKind): CorrectedContent {
  const { person: repeated, ...content } = sent;
  const otherPerson = repeated === undefined || isSamePerson(repeated, person) ? [] : [fieldError(`${POINTER}/person`, 'other-person')];
  const judged = REPORT_TYPES.filter((type) => catalogue[type].reporters.includes(kind)).map((type) => ({
    type,
    errors: contentErrors(type, content, person),
  }));
  const contentTypes = judged.filter(({ errors }) => errors.length === 0).map(({ type }) => type);
  if (contentTypes.length > 0) return { content, contentTypes, errors: otherPerson };
  const closest = judged.reduce<readonly FieldError[] | undefined>(
    (best, { errors }) => (best === undefined || errors.length < best.length ? errors : best),
    undefined,
  );
  return { content, contentTypes, errors: [...otherPerson, ...(closest ?? [fieldError('/type', 'type-not-for-reporter')])] };
}

/** What is wrong with a content as data of a type. A wrong person is told about where the report names it. */
export function contentErrors(type: ReportType, content: Record<string, unknown>, person: unknown): readonly FieldError[] {
  const inside = `${POINTER}/person`;
  return getValidator(type)
    .validate({ ...content, person }, POINTER)
    .filter((error) => error.pointer !== inside && !error.pointer.startsWith(`${inside}/`));
}

function isSamePerson(one: unknown, other: unknown): boolean {
  if (!isPlainObject(one) || !isPlainObject(other)) return false;
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => Object.hasOwn(other, name) && one[name] === other[name]);
}
