import { type FieldError, type FieldErrorCode, fieldError } from '#libs/validation';
import type { IncomingData, IncomingType } from './incoming.ts';
import type { ReporterKind } from './source.ts';
import type { Day, Instant } from './stored.ts';

/** What the log and the report together say (follow-up.md, Data checks). */
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
  /** Whether the reporter speaks for the institution: itself, its departments, what it took over. */
  mayReport(institution: string): boolean;
  /** Whether the report (source, sender's id) is in the log under another person. */
  isOfOtherPerson(source: string, senderId: string): boolean;
}

/** The part of a report a decision looks at; `at` is where its fields are, for the pointers. */
export interface Subject<T extends IncomingType> {
  readonly data: IncomingData[T];
  readonly reporter: string;
  readonly reporterKind: ReporterKind;
  readonly source: string;
  readonly at: string;
}

export type Finding = FieldError | undefined;

/** A finding where the condition holds. */
export function findingIf(condition: boolean, pointer: string, code: FieldErrorCode): Finding {
  return condition ? fieldError(pointer, code) : undefined;
}

/** Gathers what was found. */
export function decision(found: { refusals?: readonly Finding[]; warnings?: readonly Finding[]; held?: boolean }): Decision {
  return {
    refusals: (found.refusals ?? []).filter((finding) => finding !== undefined),
    warnings: (found.warnings ?? []).filter((finding) => finding !== undefined),
    held: found.held ?? false,
  };
}

/** Refused where the person is outside the ages in scope on the day. */
export function outsideAges(context: DecideContext, day: Day, pointer: string): Finding {
  const age = context.ageOn(day);
  return findingIf(age < context.scope.fromAge || age >= context.scope.beforeAge, pointer, 'outside-ages');
}
