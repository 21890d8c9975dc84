import { describe, expect, test } from '@jest/globals';
import { MOST_SHOWN } from '#libs/enrolments';
import { type Draft, history, named } from '../../test/given/history.ts';
import { changed, completed, corrected, interrupted, neverStarted, registered } from '../../test/given/reports.ts';
import { givenRules } from '../../test/given/rules.ts';
import { statusOn, timeline } from './education-status.evolve.ts';

const on = (day: string, ...drafts: readonly Draft[]) => statusOn(timeline(history(...drafts), givenRules()), day);
const many = <T>(count: number, of: (place: number) => T): T[] =>
  Array.from({ length: count }, (_, place) => of(place));
const day = (place: number): string => `2023-01-${String(place + 1).padStart(2, '0')}`;

describe('of many overruled events of a kind', () => {
  const parallel = (count: number) =>
    many(count, (place) => registered(`P${place}`, { startsOn: day(place), expectedEndsOn: '2026-06-30' }));

  test('all are shown as long as they are few', () => {
    const spell = on('2024-01-01', ...parallel(MOST_SHOWN + 1));
    expect([spell.losing.length, spell.conflicts.length, 'losingLeftOut' in spell]).toEqual([
      MOST_SHOWN,
      MOST_SHOWN,
      false,
    ]);
  });

  test('the latest starts are shown, whatever their order of arrival, and the others counted', () => {
    const spell = on('2024-01-01', ...parallel(25));
    expect(spell.enrolment?.enrolmentId).toBe('P24');
    expect(spell.losing.map(({ eventId }) => eventId)).toEqual(many(MOST_SHOWN, (place) => `e${24 - place}`));
    expect([spell.conflicts.length, spell.losingLeftOut]).toEqual([MOST_SHOWN, 4]);
    const starts = ({ losing, conflicts, losingLeftOut }: typeof spell) => [
      losing.length,
      conflicts.length,
      losingLeftOut,
    ];
    expect(starts(on('2024-01-01', ...parallel(25).toReversed()))).toEqual(starts(spell));
  });

  test('a conflict stays shown, however many known combinations begin after it', () => {
    const school = registered('S', { kind: 'compulsory', startsOn: '2023-01-31', expectedEndsOn: '2026-06-30' });
    const trade = registered('V', { kind: 'vocational', startsOn: '2022-12-01', expectedEndsOn: '2026-06-30' });
    const bridges = many(25, (place) =>
      registered(`B${place}`, { kind: 'preparatory', startsOn: day(place), expectedEndsOn: '2026-06-30' }),
    );
    const spell = on('2024-01-01', school, trade, ...bridges);
    expect(spell).toMatchObject({
      conflicts: [{ kind: 'parallel-enrolments', sides: [['e1'], ['e2']] }],
      losingLeftOut: 6,
    });
  });

  test('of contradictory ends the most recently recorded are shown, beside the one that counts', () => {
    const start = registered('H', { startsOn: '2023-01-01', expectedEndsOn: '2026-06-30' });
    const spell = on(
      '2024-01-01',
      start,
      ...many(25, (place) => interrupted('H', `2023-03-${String(place + 1).padStart(2, '0')}`)),
    );
    expect(spell.losing.map(({ eventId }) => eventId)).toEqual(many(MOST_SHOWN, (place) => `e${25 - place}`));
    expect([spell.conflicts.map(({ sides }) => sides.length), spell.losingLeftOut]).toEqual([[MOST_SHOWN + 1], 4]);
  });

  test('the ends of enrolments that never started are shown', () => {
    const start = registered('H', { startsOn: '2023-01-01', expectedEndsOn: '2026-06-30' });
    const ends = many(25, (place) => completed('H', `2023-03-${String(place + 1).padStart(2, '0')}`));
    const spell = on('2024-01-01', start, neverStarted('H', '2023-01-10'), ...ends);
    expect([spell.reason, spell.losing.length, spell.losingLeftOut]).toEqual(['never-started', MOST_SHOWN, 5]);
  });
});

describe('on a long stream', () => {
  test('a correction of a correction of a correction … gives the last content and cites the whole chain', () => {
    const content = (place: number) =>
      registered('H', {
        startsOn: '2023-01-01',
        expectedEndsOn: '2026-06-30',
        education: { system: 'education', code: String(1_000 + place) },
      });
    const links = many(2_000, (place) =>
      named(`c${place}`, corrected(place === 0 ? 'first' : `c${place - 1}`, content(place))),
    );
    const spell = on('2024-01-01', named('first', content(0)), ...links);
    expect(spell.enrolment?.education.code).toBe('2999');
    expect(spell.deciding).toEqual(['first', ...many(2_000, (place) => `c${place}`)]);
  });

  test('thousands of changes of one enrolment each hold from their own day', () => {
    const start = registered('H', { startsOn: '2020-08-10', expectedEndsOn: '2026-06-30' });
    const from = (place: number) =>
      new Date(Date.UTC(2020, 7, 11) + (place % 1_000) * 86_400_000).toISOString().slice(0, 10);
    const changes = many(2_000, (place) =>
      changed('H', from(place), { education: { system: 'education', code: String(1_000 + place) } }),
    );
    const spells = timeline(history(start, ...changes), givenRules());
    for (const place of [0, 1, 499, 998, 999])
      expect(statusOn(spells, from(place)).enrolment?.education.code).toBe(String(2_000 + place));
    expect(statusOn(spells, '2020-08-10').enrolment?.education.code).toBe('1952');
  });
});
