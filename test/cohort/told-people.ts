import fc from 'fast-check';
import { addDays } from '#libs/calendar';
import type { PersonHistory } from '#events/person-event';
import { anyHistory } from '../given/any-history.ts';
import { history, named } from '../given/history.ts';
import { moved } from '../given/reports.ts';

export const MUNICIPALITIES = ['0751', '0461'];
export const INSTITUTIONS = ['751001', '461001'];

const days = fc.constantFrom('2005-03-10', '2020-03-09', '2021-08-10', '2023-12-31', '2024-02-29');
const moves = fc.array(fc.tuple(fc.constantFrom(...MUNICIPALITIES), days), { minLength: 0, maxLength: 4 });

/** Anything a school may send of a person who moves, of one of two institutions. */
export const anyPerson: fc.Arbitrary<PersonHistory> = fc
  .tuple(anyHistory, moves, fc.constantFrom(...INSTITUTIONS), fc.infiniteStream(fc.boolean()))
  .map(([told, residences, institution, residenceNext]) => {
    const here = told.events.map((event) => (event.type === 'enrolment-registered.v1' ? { ...event, data: { ...event.data, institution } } : event));
    const there = [...history(...residences.map(([municipality, from], index) => named(`moved-${index}`, moved(municipality, from)))).events];
    const events = here.flatMap((event) => (residenceNext.next().value === true ? [...there.splice(0, 1), event] : [event]));
    return { ...told, events: [...events, ...there] };
  });

export interface Asked {
  readonly validOn: string;
  /** Of all positions there are at the time. */
  readonly share: number;
  readonly municipality: string | undefined;
  readonly institution: string | undefined;
}

/** Around few days, so that questions meet what is remembered. */
export const anyQuestion: fc.Arbitrary<Asked> = fc.record({
  validOn: fc.tuple(fc.constantFrom('2021-08-09', '2024-01-01', '2024-02-27'), fc.nat(4)).map(([day, more]) => addDays(day, more)),
  share: fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1.02, noNaN: true })),
  municipality: fc.constantFrom(undefined, undefined, ...MUNICIPALITIES),
  institution: fc.constantFrom(undefined, undefined, undefined, ...INSTITUTIONS),
});
