import type { EnrolmentKind } from '#events/enrolment/enrolment-registered.event';
import type { Shares } from './dice.ts';

/**
 * Choices after school. Ministry of Children and Education, applications of 9th and 10th class 2023 (uvm.dk,
 * 2023-04-17): upper secondary 72.6 %, vocational 19.4 %; preparatory 2.1 % (fgu.dk, 2023-04-18); the rest neither.
 */
export const AFTER_SCHOOL: Shares<EnrolmentKind | 'nothing'> = [
  ['upper-secondary', 72.6],
  ['vocational', 19.4],
  ['preparatory', 2.1],
  ['nothing', 5.9],
];
/** Share of 9th class that continues to the 10th: 52.5 % (uvm.dk, 2023-04-17). */
export const TENTH_CLASS = 0.525;

/**
 * Left without completing, within five years of the start. Statistics Denmark, "Tilgang og afgang fra
 * uddannelsesgrupper": vocational 40 %, upper secondary 14 % (cohort 2016; published for 2020/2021); higher: 24 %, the
 * bachelors (cohort 2012; published for 2016/2017). Preparatory: 5,000 of the 15,000 who had ended (Confederation of
 * Danish Employers, 2023).
 */
export const LEAVES: Readonly<Record<EnrolmentKind, number>> = {
  vocational: 0.4,
  'upper-secondary': 0.14,
  higher: 0.24,
  preparatory: 0.333,
  // Assumptions: school itself is hardly ever interrupted, and no person attends another kind.
  compulsory: 0.008,
  other: 0,
};
/**
 * Share of leavers who leave in the first year: vocational 19 of 43 points, higher 11 of 24 (Statistics Denmark,
 * 2018/2019, cohorts 2018 and 2014); upper secondary a half (assumption).
 */
export const LEAVES_IN_FIRST_YEAR: Readonly<Record<EnrolmentKind, number>> = {
  vocational: 0.44,
  'upper-secondary': 0.5,
  higher: 0.46,
  preparatory: 0.7,
  compulsory: 0,
  other: 0,
};
/**
 * Gap years between upper secondary and the next education: 85 % have not begun after three months, 52 % after one year
 * and three months, 22 % a year later (Statistics Denmark, "Fra grundskole og gymnasiale uddannelser til fortsat
 * uddannelse 2018"). Of the last 22, half never begin (assumption).
 */
export const GAP_YEARS: Shares<number | 'never'> = [
  [0, 15],
  [1, 33],
  [2, 30],
  [3, 11],
  ['never', 11],
];

/**
 * In youth education a year after completing preparatory: 31 % (evaluation, fgu.dk, 2024-02-06); after leaving it 10.5
 * % were in education or work (uvm.dk, 2023-10-27).
 */
export const AFTER_PREPARATORY = { completed: 0.31, left: 0.105 } as const;
/** Share of them in vocational: 67 % (fgu.dk, 2023-04-18). */
export const PREPARATORY_TO_VOCATIONAL = 0.67;

/**
 * Moves to another municipality per year. Moves by age: 1.25 from the 15th to the 20th birthday, 2.3 from the 20th to
 * the 24th, 1.65 from the 25th to the 29th (Statistics Denmark, "Flytninger 2020"), of which 38 % cross a border (press
 * release 2021-11-05). Within 15-19 more of them after 18 (assumption).
 */
export const MOVES_A_YEAR: readonly { readonly beforeAge: number; readonly rate: number }[] = [
  { beforeAge: 18, rate: 0.05 },
  { beforeAge: 20, rate: 0.16 },
  { beforeAge: 25, rate: 0.175 },
  { beforeAge: 30, rate: 0.125 },
];

/**
 * Arrival of an institution's report at the service: three of four at once, one in ten within a month, one in ten later
 * (Statistics Sweden for Skolverket, January 2024, collection of 2023; no Danish figure is published). The rest of that
 * figure never arrived: here only ends are forgotten.
 */
export const ARRIVAL: Shares<'at-once' | 'within-a-month' | 'later'> = [
  ['at-once', 81],
  ['within-a-month', 10],
  ['later', 9],
];

/** Fixed assumptions: no published figure is known. README.md lists them. */
export const ASSUMED = {
  endNeverReported: 0.06,
  neverStarted: 0.025,
  notPassed: 0.02,
  restartsAfterLeaving: 0.6,
  startsLaterAYear: 0.35,
  goesOnAfterHigher: 0.35,
  goesOnAfterVocational: 0.08,
  extended: 0.2,
  onLeave: {
    vocational: 0.04,
    'upper-secondary': 0.02,
    higher: 0.08,
    preparatory: 0.03,
    compulsory: 0,
    other: 0,
  } as Readonly<Record<EnrolmentKind, number>>,
  /** S4 (KOMBIT 2025) states that risk is in many cases not reported, without a number. */
  riskBeforeLeaving: 0.4,
  riskWithoutLeaving: 0.08,
  riskWithdrawn: 0.5,
  corrected: 0.015,
  interruptedByMistake: 0.006,
  guidanceContact: 0.45,
  jobcentreContact: 0.15,
  schoolContact: {
    vocational: 1,
    'upper-secondary': 0.6,
    higher: 0.2,
    preparatory: 1,
    compulsory: 0.4,
    other: 0,
  } as Readonly<Record<EnrolmentKind, number>>,
  contactEnds: 0.6,
  becameAware: 0.1,
  /** Contact with leavers aged 15-17: within five workdays, later, never. */
  contactMade: [
    ['in-time', 80],
    ['late', 12],
    ['never', 8],
  ] as Shares<'in-time' | 'late' | 'never'>,
  silentInstitutions: 0.05,
  silentWeeks: { least: 3, most: 10 },
} as const;
