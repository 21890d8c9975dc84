import type { InterruptionReason } from '#events/interruption/reasons';
import type { Shares } from './dice.ts';

/** Invented names; two lists give a few hundred combinations. */
export const FIRST_NAMES = [
  'Anne',
  'Bo',
  'Cecilie',
  'David',
  'Emma',
  'Frede',
  'Gitte',
  'Hassan',
  'Ida',
  'Jens',
  'Karen',
  'Lars',
  'Mette',
  'Niels',
  'Oda',
  'Peter',
] as const;
export const LAST_NAMES = [
  'Aaberg',
  'Bækgård',
  'Damhus',
  'Engmose',
  'Fjordby',
  'Grønlund',
  'Højris',
  'Kildedal',
  'Lyngholm',
  'Mosebo',
  'Nørremark',
  'Odderhus',
  'Østerby',
] as const;

/** Reasons for leaving (assumption: the neutral reasons, the common ones more often; one in ten is not reported). */
export const REASON_SHARES: Shares<InterruptionReason> = [
  ['wrong-choice', 24],
  ['changed-programme', 12],
  ['changed-institution', 10],
  ['personal-social', 11],
  ['absence-discipline', 10],
  ['health', 9],
  ['employment', 8],
  ['academic', 3],
  ['moved', 2],
  ['administrative', 1],
  ['unknown', 10],
];

/** Channels by which municipalities make contact (assumption). */
export const CHANNELS: Shares<string> = [
  ['phone', 40],
  ['in-person', 25],
  ['text-message', 20],
  ['digital-post', 10],
  ['home-visit', 5],
];

/** Tracks that begin after the introductory part, by kind. */
export const TRACKS = {
  'upper-secondary': ['science', 'languages', 'social-science', 'arts', 'business'],
  vocational: ['main-course-a', 'main-course-b', 'main-course-c', 'main-course-eux'],
} as const;
