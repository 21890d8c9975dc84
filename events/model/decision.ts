import { type FieldError, type FieldErrorCode, fieldError } from '#libs/validation';
import type { ReporterKind } from './source.ts';
import type { Day, Instant } from './stored.ts';

/** The decision on a report, made from the report and the log. */
export interface Decision {
  /** Reasons for refusal; the report is accepted if there are none. */
  readonly refusals: readonly FieldError[];
  /** Findings about an accepted report. */
  readonly warnings: readonly FieldError[];
  /** True if the report is accepted but has no effect until the report it refers to is known. */
  readonly held: boolean;
}

/** The input of a decision besides the person's own facts. */
export interface DecideContext {
  readonly today: Day;
  readonly receivedAt: Instant;
  /** The person's age in whole years on a day. */
  ageOn(day: Day): number;
  /** The ages that reports may be about: from `fromAge` to the day before `beforeAge`. Rule data. */
  readonly scope: { readonly fromAge: number; readonly beforeAge: number };
  /** Tests whether the register knew the institution or department number on the day. */
  institution(number: string, day: Day): 'known' | 'unknown';
  /** The meaning of a municipality code on the day: rule data. */
  placeOf(code: string, day: Day): 'municipality' | 'abroad' | 'no-municipality' | 'unknown';
  /** Returns true if the department belongs to the institution, or is the institution, on the day or at present. */
  isDepartmentOf(department: string, institution: string, day: Day): boolean;
  /**
   * Returns true if institutions of this type offer courses of the kind, or if nothing is known about the type. Rule
   * data.
   */
  offers(institution: string, kind: string, day: Day): boolean;
  /**
   * The last day on which a course without a reported end counts: the expected end plus grace, else the longest
   * duration. Rule data.
   */
  limitOf(course: { readonly kind: string; readonly startsOn: Day; readonly expectedEndsOn: Day | null }): Day;
  /** The last day on which a reported end may lie without a warning. Rule data. */
  readonly unwarnedUntil: Day;
  /** Education codes that are never an enrolment. Rule data. */
  readonly pseudoEducations: readonly string[];
  /** The birth date in the civil number. */
  readonly numberBirthDate: Day;
  /**
   * Returns true if the reporter may report for the institution: itself, its departments and the institutions it took
   * over.
   */
  mayReport(institution: string): boolean;
  /** Returns true if the report (source and sender's id) is in the log under another person. */
  isOfOtherPerson(source: string, senderId: string): boolean;
}

/** The part of a report that a decision reads. `at` is the pointer to its fields. */
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

/** Returns a finding if the condition is true. */
export function findingIf(condition: boolean, pointer: string, code: FieldErrorCode): Finding {
  return condition ? fieldError(pointer, code) : undefined;
}

/** Makes a decision of the findings. */
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

/** Refuses a day on which the person is outside the ages in scope. */
export function outsideAges(context: DecideContext, day: Day, pointer: string): Finding {
  const age = context.ageOn(day);
  return findingIf(age < context.scope.fromAge || age >= context.scope.beforeAge, pointer, 'outside-ages');
}
