import type { Day } from './days.ts';

/** A: public holidays only. B: also 5 June, 24 and 31 December, on which a municipality may be closed. */
export type CalendarName = 'A' | 'B';

export interface HolidayRow {
  readonly id: string;
  /** The reason shown in the arithmetic of a due date; Danish as on the screen. */
  readonly da: string;
  readonly en: string;
  /** A fixed `MM-DD`, or days after Easter Sunday. */
  readonly on: string | { readonly easter: number };
  readonly calendars: readonly CalendarName[];
  /** Several if a holiday was abolished and came back. */
  readonly intervals: readonly HolidayInterval[];
}

/**
 * As in a rule: only `in-force` decides, `announced` and `adopted` in a trial alone, `lapsed` before its `validBefore`.
 */
export type HolidayState = 'announced' | 'adopted' | 'in-force' | 'lapsed';

export interface HolidayInterval {
  readonly state: HolidayState;
  readonly validFrom: Day;
  /** Exclusive; missing while in force. */
  readonly validBefore?: Day;
  readonly law: string;
}

/** The first day of the calendar (`isDay`); these holidays are older. */
const ALWAYS = '1900-01-01';

const BOTH = ['A', 'B'] as const;
const CLOSED = ['B'] as const;
const HOLIDAY_LAW =
  'Folkekirkens helligdage: helligdagsloven (LBK 1023/2012) § 1; nævnt dag for dag i lukkeloven § 2, stk. 1';
const ABOLISHED = 'Helligdag til og med 2023; arbejdsdag fra 1. januar 2024: lov nr. 214 af 6. marts 2023 § 1';
const DEMANDED_BACK =
  'Krævet genindført af SF den 11. februar 2026; ingen lov fundet (læst 2026-11-29). Kan kun prøves';
const CLOSED_LAW =
  'Ikke helligdag ved lov: kommunens eget valg; forældelsesloven § 27, stk. 2, regner dagen som en helligdag';

const BY_LAW: readonly HolidayInterval[] = [{ state: 'in-force', validFrom: ALWAYS, law: HOLIDAY_LAW }];
const BY_CHOICE: readonly HolidayInterval[] = [{ state: 'in-force', validFrom: ALWAYS, law: CLOSED_LAW }];

/** If two holidays fall on one day, the first row names it: 5 June was Whit Monday in 2017 and is again in 2028. */
export const DANISH_HOLIDAYS: readonly HolidayRow[] = [
  {
    id: 'new-year',
    da: 'Nytårsdag',
    en: 'New Year’s Day',
    on: '01-01',
    calendars: BOTH,
    intervals: BY_LAW,
  },
  {
    id: 'maundy-thursday',
    da: 'Skærtorsdag',
    en: 'Maundy Thursday',
    on: { easter: -3 },
    calendars: BOTH,
    intervals: BY_LAW,
  },
  {
    id: 'good-friday',
    da: 'Langfredag',
    en: 'Good Friday',
    on: { easter: -2 },
    calendars: BOTH,
    intervals: BY_LAW,
  },
  {
    id: 'easter-sunday',
    da: 'Påskedag',
    en: 'Easter Sunday',
    on: { easter: 0 },
    calendars: BOTH,
    intervals: BY_LAW,
  },
  {
    id: 'easter-monday',
    da: '2. påskedag',
    en: 'Easter Monday',
    on: { easter: 1 },
    calendars: BOTH,
    intervals: BY_LAW,
  },
  {
    id: 'great-prayer-day',
    da: 'Store bededag',
    en: 'Great Prayer Day',
    on: { easter: 26 },
    calendars: BOTH,
    intervals: [
      { state: 'lapsed', validFrom: ALWAYS, validBefore: '2024-01-01', law: ABOLISHED },
      { state: 'announced', validFrom: '2027-01-01', law: DEMANDED_BACK },
    ],
  },
  {
    id: 'ascension',
    da: 'Kristi himmelfartsdag',
    en: 'Ascension Day',
    on: { easter: 39 },
    calendars: BOTH,
    intervals: BY_LAW,
  },
  {
    id: 'whit-sunday',
    da: 'Pinsedag',
    en: 'Whit Sunday',
    on: { easter: 49 },
    calendars: BOTH,
    intervals: BY_LAW,
  },
  {
    id: 'whit-monday',
    da: '2. pinsedag',
    en: 'Whit Monday',
    on: { easter: 50 },
    calendars: BOTH,
    intervals: BY_LAW,
  },
  {
    id: 'christmas-day',
    da: 'Juledag',
    en: 'Christmas Day',
    on: '12-25',
    calendars: BOTH,
    intervals: BY_LAW,
  },
  {
    id: 'boxing-day',
    da: '2. juledag',
    en: 'Boxing Day',
    on: '12-26',
    calendars: BOTH,
    intervals: BY_LAW,
  },
  {
    id: 'constitution-day',
    da: 'Grundlovsdag (lukket)',
    en: 'Constitution Day (closed)',
    on: '06-05',
    calendars: CLOSED,
    intervals: BY_CHOICE,
  },
  {
    id: 'christmas-eve',
    da: 'Juleaftensdag (lukket)',
    en: 'Christmas Eve (closed)',
    on: '12-24',
    calendars: CLOSED,
    intervals: BY_CHOICE,
  },
  {
    id: 'new-years-eve',
    da: 'Nytårsaftensdag (lukket)',
    en: 'New Year’s Eve (closed)',
    on: '12-31',
    calendars: CLOSED,
    intervals: BY_CHOICE,
  },
];
