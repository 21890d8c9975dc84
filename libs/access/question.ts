import type { PersonView } from './person-view.ts';
import type { Purpose } from './purposes.ts';
import type { Reason } from './reasons.ts';

/**
 * What binds the caller to the person on the day of asking. `last-known`: the residence was taken back or names no
 * municipality, and this was the last that was known. `holder`: holds an open case while no residence is known.
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
  /** What a report of the asker's own changed. */
  'receipt-effect',
] as const;
export type PersonQuestionKind = (typeof PERSON_QUESTIONS)[number];

/**
 * A look at one person; a row of a work list is a look of kind person-case, and of kind person-former-case if the asking
 * municipality has ended the case itself or handed it over.
 */
export interface PersonQuestion {
  readonly kind: PersonQuestionKind;
  readonly relation: Relation;
  /**
   * Age in whole years on the day of asking, not on the day asked about: the law limits what is shown now.
   * null where no birth date is known.
   */
  readonly ageOn: number | null;
  readonly purpose: Purpose;
  /** Whether name-and-address protection holds today. */
  readonly isProtected: boolean;
  /** The X-Reason header, if there is one. */
  readonly reason?: Reason | undefined;
  /** `another-time`: another day than today, or what was known before now. */
  readonly when?: 'now' | 'another-time';
  /** Of the case a row shows. */
  readonly caseState?: 'running' | 'ended';
}

/** Counts of persons; municipality null: all of them, institution null: any. */
export interface CohortAccess {
  readonly kind: 'cohort';
  /** Any day as known at any position, or a closed week. */
  readonly period: 'free' | 'closed-week';
  readonly municipality: string | null;
  readonly institution: string | null;
  /** Reporters that may report about the institution today, by the register of institutions. */
  readonly reporters: readonly string[];
}

/** How a cohort must be counted for the caller. */
export type CountsView =
  /** By age today: under 25 full, 25-29 narrowed, 30 and over only their number. */
  | 'by-age'
  /** From the reports of the caller's own reporters alone, exact. */
  | 'own-reports'
  /** With the noise of FixedNoise. */
  | 'fixed-noise';

/** Everything that can be asked. What is not built has its kind too, so that it is closed and not forgotten. */
export type Question =
  | PersonQuestion
  /** A municipality's work list; each row is then decided as person-case. */
  | { readonly kind: 'cases'; readonly municipality: string | null; readonly purpose: Purpose }
  /** The operator's list of cases nobody holds; it tells of no person. */
  | { readonly kind: 'cases-without-holder' }
  | CohortAccess
  | { readonly kind: 'receipt'; readonly relation: 'own-report' | 'none' }
  | { readonly kind: 'send-report'; readonly reporter: string }
  | { readonly kind: 'read-log' | 'reporter-figures' | 'reporter-lists' | 'feed' };

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

/** A decision on one person. `reason-required`: allowed with a stated reason. */
export type PersonDecision =
  | { readonly allowed: false; readonly as: 'not-found' | 'forbidden' | 'reason-required' }
  | {
      readonly allowed: true;
      /** For the read log: what was shown. */ readonly fields: 'all' | readonly FieldName[];
      readonly view: PersonView;
    };

export type AccessDecision =
  /** `not-found`: not yours and not existing look the same. `forbidden`: theirs to know that it is there. */
  | { readonly allowed: false; readonly as: 'not-found' | 'forbidden' | 'reason-required' }
  | {
      readonly allowed: true;
      /** For the read log: what was shown. */
      readonly fields: 'all' | readonly FieldName[];
      /** With a cohort. */
      readonly counts?: CountsView;
      /** Of a question about one person. */
      readonly view?: PersonView;
    };
