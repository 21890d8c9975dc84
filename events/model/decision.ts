import { type FieldError, type FieldErrorCode, fieldError } from '#libs/validation';
import type { ReporterKind } from './source.ts';
import type { Day, Instant } from './stored.ts';

/** The verdict on a report, from the report and the log together. */
export interface Decision {
  /** Blocking; empty means the report is taken in. */
  readonly refusals: readonly FieldError[];
  /** Taken in, and a finding each. */
  readonly warnings: readonly FieldError[];
  /** Taken in, without effect until what it refers to is known. */
  readonly held: boolean;
}

/** What a decision may know besides the person's own facts. */
export interface DecideContext {
  readonly today: Day;
  readonly receivedAt: Instant;
  /** The person's age in whole years on a day. */
  ageOn(day: Day): number;
  /** The ages reports are about: from `fromAge` to the day before `beforeAge`. Rule data. */
  readonly scope: { readonly fromAge: number; readonly beforeAge: number };
  /** Whether the register knew the institution or department number on the day. */
  institution(number: string, day: Day): 'known' | 'unknown';
  /** The meaning of a municipality code on the day: rule data. */
  placeOf(code: string, day: Day): 'municipality' | 'abroad' | 'no-municipality' | 'unknown';
  /** Whether the department belongs to the institution, or is it, on the day or by now. */
  isDepartmentOf(department: string, institution: string, day: Day): boolean;
  /** Whether institutions of its type offer courses of the kind; true if nothing is known of the type. Rule data. */
  offers(institution: string, kind: string, day: Day): boolean;
  /** The last day a course without a reported end counts: the expected end and grace, else its longest duration. Rule data. */
  limitOf(course: { readonly kind: string; readonly startsOn: Day; readonly expectedEndsOn: Day | null }): Day;
  /** The last day an end may be reported ahead without a warning. Rule data. */
  readonly toldAheadUntil: Day;
  /** Education codes that are never an enrolment. Rule data. */
  readonly pseudoEducations: readonly string[];
  /** The birth date in the civil number. */
  readonly numberBirthDate: Day;
  /** Whether the reporter speaks for the institution: itself, its departments, what it took over. */
  mayReport(institution: string): boolean;
  /** Whether the report (source, sender's id) is in the log under another person. */
  isOfOtherPerson(source: string, senderId: string): boolean;
}

/** The part of a report a decision looks at; `at` is where its fields are, for the pointers. */
export interface Subject<Data> {
  readonly data: Data;
  readonly reporter: string;
  readonly reporterKind: ReporterKind;
  readonly source: string;
  /** The sender's own id of the report. */
  readonly senderId: string;
  readonly at: string;
}

export type Finding = FieldError | undefined;

/** A finding where the condition holds. */
export function findingIf(condition: boolean, pointer: string, code: FieldErrorCode): Finding {
  return condition ? fieldError(pointer, code) : undefined;
}

/** Gathers what was found. */
export function decision(found: {
  refusals?: readonly Finding[];
  warnings?: readonly Finding[];
  held?: boolean;
}): Decision {
  return {
    refusals: (found.refusals ?? []).filter((finding) => finding !== undefined),
    warnings: (found.warnings ?? []).filter((finding) => finding !== undefined),
    held: found.held ?? false,
  };
}

/** Refuses a fact dated after the day of receipt: facts lie in the past (docs/adr/0022). */
export function datedAhead(context: DecideContext, day: Day, pointer: string): Finding {
  return findingIf(day > context.today, pointer, 'dated-ahead');
}

/** Refused where the person is outside the ages in scope on the day. */
export function outsideAges(context: DecideContext, day: Day, pointer: string): Finding {
  const age = context.ageOn(day);
  return findingIf(age < context.scope.fromAge || age >= context.scope.beforeAge, pointer, 'outside-ages');
}
