import fc from 'fast-check';
import { addDays } from '#libs/calendar';
import type { Day } from '#events/model/stored';
import { spells, type Told } from './scenario.ts';

const FIRST = '2026-05-01';
export const LAST = addDays(FIRST, 45);

/** 281001 lies in 0751; the other two in no municipality, or in one that the register does not know. */
export const SCHOOLS: Readonly<Record<string, string | null>> = { '281001': '0751', '281002': '0999', '281003': null };

const anyDay = fc.integer({ min: 0, max: 40 }).map((days) => addDays(FIRST, days));
const anyCode = fc.constantFrom('0751', '0461', '0851', '0751', '0461', '0999', '0009', '0752', '0957');

/** All that is known of the residence after a report: moves, corrected days, or nothing if all is withdrawn. */
const anyResidences = fc
  .uniqueArray(fc.tuple(fc.oneof(anyDay, fc.constant('2010-01-01')), anyCode), {
    maxLength: 3,
    selector: ([day]) => day,
  })
  .map((moves): (readonly [Day, string])[] => moves.toSorted(([one], [other]) => (one < other ? -1 : 1)));

const anySpells = fc
  .tuple(
    anyDay,
    fc.constantFrom('interrupted', 'interrupted', 'enrolled', 'completed'),
    fc.constantFrom(...Object.keys(SCHOOLS)),
  )
  .map(([day, status, institution]) => spells({ '2025-08-01': 'enrolled', [day]: status }, { institution }));

const anyTold = fc.record(
  {
    on: anyDay,
    residences: anyResidences,
    spells: anySpells,
    aware: fc.constant({ 'aware-0': FIRST }),
    contacts: anyDay.map((day) => ({ 'contact-0': day })),
  },
  { requiredKeys: ['on', 'residences'] },
);

/** A young person who left, and up to six more reports, most of them about the residence. */
export const anyMoves: fc.Arbitrary<readonly Told[]> = fc
  .tuple(anyTold, fc.array(anyTold, { maxLength: 6 }), fc.constantFrom(...Object.keys(SCHOOLS)))
  .map(([first, later, institution]) => {
    const left = {
      ...first,
      on: FIRST,
      spells: spells({ '2025-08-01': 'enrolled', '2026-04-20': 'interrupted' }, { institution }),
    };
    const sorted = later.toSorted((one, other) => (one.on < other.on ? -1 : Number(one.on > other.on)));
    return [left, ...sorted].map((told, index) => ({ ...told, id: `report-${index}` }));
  });
