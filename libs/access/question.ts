import type { Purpose } from './purposes.ts';

/** What binds the caller to the person on the day of asking. */
export type Relation = 'residence' | 'former' | 'school' | 'none';

export type PersonQuestionKind =
  | 'person-lookup'
  | 'person-status'
  | 'person-timeline'
  | 'person-changes'
  | 'person-contacts'
  | 'person-case'
  /** What a report of the asker's own changed. */
  | 'receipt-effect';

/** A look at one person; a row of a work list is a look of kind person-case. */
export interface PersonQuestion {
  readonly kind: PersonQuestionKind;
  readonly relation: Relation;
  /**
   * Age in whole years on the day of asking, not on the day asked about: the law limits what is shown now.
   * null where no birth date is known.
   */
  readonly ageOn: number | null;
  readonly purpose: Purpose;
}

/** Counts of persons; municipality null: all of them, institution null: any. */
export interface CohortQuestion {
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
  | CohortQuestion
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
] as const;
export type FieldName = (typeof FIELD_NAMES)[number];

export type Decision =
  /** `not-found`: not yours and not existing look the same. `forbidden`: theirs to know that it is there. */
  | { readonly allowed: false; readonly as: 'not-found' | 'forbidden' }
  | {
      readonly allowed: true;
      /** Narrowed answers are made by narrowTimeline; for the read log this is what was shown. */
      readonly fields: 'all' | readonly FieldName[];
      /** With a cohort. */
      readonly counts?: CountsView;
    };
