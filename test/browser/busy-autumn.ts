import { addDays, startOfDay } from '#libs/calendar';
import { type ServiceStory } from '../stories/service-story.ts';

/** A school and the days that its reports take to the service, week by week; undefined: none came. */
interface School {
  readonly number: string;
  readonly client: string;
  readonly daysIn: (week: number) => readonly number[] | undefined;
}

/** One reports the same day, one becomes slow in October, one is careless, one falls silent, one has five days. */
const SCHOOLS: readonly School[] = [
  { number: '990110', client: 'sa-nord', daysIn: () => [0, 0, 1] },
  { number: '990210', client: 'sa-nord', daysIn: (week) => (week < 9 ? [0, 1] : [0, 8, 12]) },
  { number: '990120', client: 'sa-syd', daysIn: (week) => (week % 3 === 0 ? [20, 3] : [1, 0]) },
  { number: '990220', client: 'sa-syd', daysIn: (week) => (week < 11 ? [0] : undefined) },
  { number: '990510', client: 'sa-nord', daysIn: () => [6] },
];
const FIRST_WEDNESDAY = '2026-08-12';
const WEEKS = 15;

/** Plays fifteen weeks from August 2026; afterwards it is Monday 30 November. */
export async function playAutumn(story: ServiceStory): Promise<void> {
  let serial = 0;
  for (let week = 0; week < WEEKS; week += 1) {
    const day = addDays(FIRST_WEDNESDAY, week * 7);
    await story.at(atNine(day));
    for (const { number, client, daysIn } of SCHOOLS) {
      // The first week connects a school: nothing in it may lie before.
      for (const days of (week === 0 ? [0] : daysIn(week)) ?? []) {
        serial += 1;
        const registered = [FIRST_WEDNESDAY, addDays(day, -days)].sort().at(-1) ?? day;
        const young = story.young(`2009-${two(1 + (serial % 12))}-${two(1 + (serial % 28))}`, serial);
        const data = { enrolmentId: `F-${serial}`, startsOn: registered, expectedEndsOn: endOf(serial, week) };
        await story.enrols(young, data, number, { client, time: atNine(registered) });
      }
    }
  }
  await story.at('2026-11-30T09:00:00Z');
}

const two = (number: number): string => String(number).padStart(2, '0');
const atNine = (day: string): string => new Date(Date.parse(startOfDay(day)) + 9 * 3_600_000).toISOString();
/** Every seventh of the first weeks should have ended in October, and no end is reported. */
const endOf = (serial: number, week: number): string => (serial % 7 === 0 && week < 8 ? '2026-10-16' : '2029-06-26');
