import type { PersonView } from './person-view.ts';
import type { Purpose } from './purposes.ts';
import type { Reason } from './reasons.ts';

/**
 * The caller's relation to the person on the day of the question. `last-known`: the residence was withdrawn or names no
 * municipality, and this was the last known one. `holder`: holds an open case while no residence is known.
 */
export const RELATIONS = ['residence', 'last-known', 'holder', 'former', 'school', 'none'] as const;
export type Relation = (typeof RELATIONS)[number];

export const PERSON_QUESTIONS = [
  'person-lookup',
  'person-status',
  'person-timeline',
  'person-changes',
  'person-contacts',
  'person-case',
  'person-former-case',
  'person-identity',
  /** The effect of the caller's own report. */
  'receipt-effect',
] as const;
export type PersonQuestionKind = (typeof PERSON_QUESTIONS)[number];

/**
 * A read of one person. A row of a work list is a question of kind person-case, and of kind person-former-case if the
 * asking municipality has ended the case itself or handed it over.
 */
export interface PersonQuestion {
  readonly kind: PersonQuestionKind;
  readonly relation: Relation;
  /**
   * Age in whole years on the day the question is sent, not on the day it is about: the law limits what is shown now.
   * Null if no birth date is known.
   */
  readonly ageOn: number | null;
  readonly purpose: Purpose;
  /** Whether name-and-address protection applies today. */
  readonly isProtected: boolean;
  /** From the X-Reason header, if there is one. */
  readonly reason?: Reason | undefined;
  /** `another-time`: another day than today, or an earlier state of knowledge. */
  readonly when?: 'now' | 'another-time';
  /** State of the case that the row shows. */
  readonly caseState?: 'running' | 'ended';
}

/** Counts of persons. Municipality null: all; institution null: any. */
export interface CohortAccess {
  readonly kind: 'cohort';
  /** `free`: any day as known at any position. `closed-week`: a week that is over. */
  readonly period: 'free' | 'closed-week';
  readonly municipality: string | null;
  readonly institution: string | null;
  /** Reporters that may report about the institution today, according to the register of institutions. */
  readonly reporters: readonly string[];
}

/** The way a cohort must be counted for the caller. */
export type CountsView =
  /** By age today: under 25 full, 25-29 narrowed, 30 and over only their number. */
  | 'by-age'
  /** Exact, from the reports of the caller's own reporters alone. */
  | 'own-reports'
  /** With the noise of FixedNoise. */
  | 'fixed-noise';

/**
 * All questions of the service. One that is not built yet has its kind too, so that it is closed instead of forgotten.
 */
export type Question =
  | PersonQuestion
  /** A municipality's work list; each row is then decided as person-case. */
  | { readonly kind: 'cases'; readonly municipality: string | null; readonly purpose: Purpose }
  /** The operator's list of cases without a holder; it shows no person. */
  | { readonly kind: 'cases-without-holder' }
  | CohortAccess
  | { readonly kind: 'receipt'; readonly relation: 'own-report' | 'none' }
  | { readonly kind: 'send-report'; readonly reporter: string; readonly about?: 'person' | 'reporter' }
  /** Figures of deliveries: of organisations, never of a person. Municipality null: reporters of all. */
  | { readonly kind: 'reporter-figures'; readonly municipality: string | null }
  /** The caller itself: its token, and since when its reporters report. */
  | { readonly kind: 'own-account' }
  /** Lists and figures of a reporter for the system that speaks for it. Null: all the caller's reporters. */
  | { readonly kind: 'own-reporter'; readonly reporter: string | null }
  | { readonly kind: 'read-log' | 'reporter-lists' | 'feed' };

/** The groups of fields an answer about a person can have. */
export const FIELD_NAMES = [
  'key',
  'status',
  'reason',
  'since',
  'until',
  'validOn',
  'knownAt',
  'enrolment',
  'municipality',
  'secondary.highestCompleted',
  'educationOrder',
  'plansAndGoals',
  'name',
  'birthDate',
  'birthYear',
  'civilNumber',
  'details',
  'history',
  'contacts',
  'case',
] as const;
export type FieldName = (typeof FIELD_NAMES)[number];

/** A decision on one person. `reason-required`: allowed if the caller states a reason. */
export type PersonDecision =
  | { readonly allowed: false; readonly as: 'not-found' | 'forbidden' | 'reason-required' }
  | {
      readonly allowed: true;
      /** The fields shown, for the access log. */
      readonly fields: 'all' | readonly FieldName[];
      readonly view: PersonView;
    };

export type AccessDecision =
  /** `not-found`: hides whether the thing exists. `forbidden`: the caller may know that it exists. */
  | { readonly allowed: false; readonly as: 'not-found' | 'forbidden' | 'reason-required' }
  | {
      readonly allowed: true;
      /** The fields shown, for the access log. */
      readonly fields: 'all' | readonly FieldName[];
      /** Present for a cohort. */
      readonly counts?: CountsView;
      /** Present for a question about one person. */
      readonly view?: PersonView;
    };
