import fc from 'fast-check';
import { addDays } from '#libs/calendar';
import type { CohortQuestion } from '#projections/education-status/cohort.query';
import type { PersonHistory } from '#events/person-event';
import { anyHistory } from '../given/any-history.ts';
import { BIRTH_DATE, history, named } from '../given/history.ts';
import { moved } from '../given/reports.ts';

export const MUNICIPALITIES = ['0751', '0461'];
export const INSTITUTIONS = ['751001', '461001'];

const days = fc.constantFrom('2005-03-10', '2020-03-09', '2021-08-10', '2023-12-31', '2024-02-29');
const moves = fc.array(fc.tuple(fc.constantFrom(...MUNICIPALITIES), days), { minLength: 0, maxLength: 4 });

/** Reports of one of two institutions about a person who moves: anything that a school may send. */
export const anyPerson: fc.Arbitrary<PersonHistory> = fc
  .tuple(anyHistory, moves, fc.constantFrom(...INSTITUTIONS), fc.infiniteStream(fc.boolean()))
  .map(([told, residences, institution, residenceNext]) => {
    const here = told.events.map((event) =>
      event.type === 'enrolment-registered.v1' ? { ...event, data: { ...event.data, institution } } : event,
    );
    const there = [
      ...history(...residences.map(([municipality, from], index) => named(`moved-${index}`, moved(municipality, from))))
        .events,
    ];
    const events = here.flatMap((event) =>
      residenceNext.next().value === true ? [...there.splice(0, 1), event] : [event],
    );
    return { ...told, events: [...events, ...there] };
  });

/** A split of a question; the position of ages is a share of all positions that exist at the time. */
export type AskedSplit =
  | { readonly kind: 'secrets'; readonly key: Buffer }
  | { readonly kind: 'ages'; readonly fullAfter: string; readonly shownAfter: string; readonly agedShare: number };

export interface Asked {
  readonly validOn: string;
  /** The share of all positions that exist at the time. */
  readonly share: number;
  readonly municipality: string | undefined;
  readonly split: AskedSplit;
}

const shares = fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1.02, noNaN: true }));
export const SECRETS = { kind: 'secrets', key: Buffer.alloc(32, 9) } as const;

/** Ages around the birthdays of births and of corrected births. */
const ages = fc.record({
  kind: fc.constant('ages' as const),
  fullAfter: fc
    .tuple(fc.constantFrom(BIRTH_DATE, '2006-01-01'), fc.integer({ min: -2, max: 2 }))
    .map(([day, more]) => addDays(day, more)),
  shownAfter: fc
    .tuple(fc.constantFrom('2004-12-31', BIRTH_DATE), fc.integer({ min: -5, max: -3 }))
    .map(([day, more]) => addDays(day, more)),
  agedShare: shares,
});

/** Questions around few days, so that they match remembered counts. */
export const anyQuestion: fc.Arbitrary<Asked> = fc.record({
  validOn: fc
    .tuple(fc.constantFrom('2021-08-09', '2024-01-01', '2024-02-27'), fc.nat(4))
    .map(([day, more]) => addDays(day, more)),
  share: shares,
  municipality: fc.constantFrom(undefined, ...MUNICIPALITIES),
  split: fc.oneof(fc.constant(SECRETS), ages),
});

/** The question at the current positions. */
export function asked({ share, split, ...rest }: Asked, last: number): CohortQuestion {
  const at = (part: number): number => Math.round(part * last);
  if (split.kind === 'secrets') return { ...rest, position: at(share), split };
  const { agedShare, ...limits } = split;
  return { ...rest, position: at(share), split: { ...limits, agedAt: at(agedShare) } };
}
