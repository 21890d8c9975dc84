import fc from 'fast-check';
import { addDays } from '#libs/calendar';
import { spells, type Told } from './scenario.ts';

const FIRST = '2026-05-01';
export const LAST = addDays(FIRST, 75);

const anyDay = fc.integer({ min: 0, max: 60 }).map((days) => addDays(FIRST, days));
const anyStatus = fc.constantFrom(
  'enrolled',
  'interrupted',
  'interrupted',
  'unknown expected-report-missing',
  'unknown never-reported',
  'awaiting-start',
  'completed',
  'out-of-scope',
);
const anySpells = fc.dictionary(anyDay, anyStatus, { minKeys: 0, maxKeys: 4 }).map((later) => {
  const table: Record<string, string> = { '2025-08-01': 'enrolled' };
  for (const day of Object.keys(later).sort()) table[day] = later[day] ?? '';
  return spells(table);
});
const anyResidences = fc
  .uniqueArray(fc.tuple(anyDay, fc.constantFrom('0751', '0851', '0461')), { maxLength: 2, selector: ([day]) => day })
  .map((moves) => [['2010-01-01', '0751'] as const, ...moves.toSorted(([one], [other]) => (one < other ? -1 : 1))]);
const anyReports = (prefix: string) =>
  fc
    .array(anyDay, { maxLength: 2 })
    .map((days) => Object.fromEntries(days.map((day, index) => [`${prefix}-${index}`, day])));

const anyTold = fc.record(
  {
    on: anyDay,
    spells: anySpells,
    residences: anyResidences,
    aware: anyReports('aware'),
    contacts: anyReports('contact'),
    withdraws: fc.integer({ min: 0, max: 5 }).map((index) => `report-${index}`),
    birthDate: fc.constantFrom('2010-03-01', '2011-06-01', '2008-06-10'),
  },
  { requiredKeys: ['on'] },
);

/** Up to six reports over two months around a 15th or 18th birthday, with late ones, withdrawn ones and moves. */
export const anyStory: fc.Arbitrary<readonly Told[]> = fc
  .array(anyTold, { minLength: 1, maxLength: 6 })
  .map((reports) =>
    reports
      .toSorted((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0))
      .map((told, index) => ({ ...told, id: `report-${index}` })),
  );
