import { describe, expect, test } from '@jest/globals';
import { type Draft, BIRTH_DATE, history, named } from '../../test/given/history.ts';
import { corrected, moved, personRegistered, withdrawn } from '../../test/given/reports.ts';
import { residenceTimeline } from './residence.evolve.ts';

const aarhus = named('a', moved('0751', BIRTH_DATE));
const odense = named('o', moved('0461', '2024-03-01'));

const rows = (...drafts: Draft[]) =>
  residenceTimeline(history(...drafts)).map(
    ({ from, before, municipality, deciding }) => `${from} ${before} ${municipality} ${deciding.join('+')}`,
  );

describe('the residence of the young person', () => {
  test.each<[string, Draft[], string[]]>([
    ['nobody knows before the first report', [], ['2005-03-10 null null ']],
    ['… and only up to it', [odense], ['2005-03-10 2024-03-01 null ', '2024-03-01 null 0461 o']],
    [
      'a move ends the residence before it',
      [aarhus, odense],
      ['2005-03-10 2024-03-01 0751 a', '2024-03-01 null 0461 o'],
    ],
    ['reports come in any order', [odense, aarhus], ['2005-03-10 2024-03-01 0751 a', '2024-03-01 null 0461 o']],
    [
      'of two moves on a day the later recorded',
      [aarhus, odense, named('x', moved('0101', '2024-03-01'))],
      ['2005-03-10 2024-03-01 0751 a', '2024-03-01 null 0101 x'],
    ],
    [
      'a corrected move takes its own position',
      [aarhus, odense, moved('0101', '2024-03-01'), named('x', corrected('o', moved('0147', '2024-03-01')))],
      ['2005-03-10 2024-03-01 0751 a', '2024-03-01 null 0147 o+x'],
    ],
    ['a move taken back never was', [aarhus, odense, withdrawn('o', 'cpr')], ['2005-03-10 null 0751 a']],
    [
      'a report within the municipality has a row of its own',
      [aarhus, named('x', moved('0751', '2020-01-01'))],
      ['2005-03-10 2020-01-01 0751 a', '2020-01-01 null 0751 x'],
    ],
    [
      'the register’s birth date begins it',
      [personRegistered('2005-03-20'), odense],
      ['2005-03-20 2024-03-01 null ', '2024-03-01 null 0461 o'],
    ],
  ])('%s', (_given, drafts, expected) => {
    expect(rows(...drafts)).toEqual(expected);
  });

  test('is the one of a given day', () => {
    const known = residenceTimeline(history(aarhus, odense));
    expect(
      ['2024-02-29', '2024-03-01', '1999-01-01'].map(
        (day) => (known.findLast(({ from }) => from <= day) ?? known[0])?.municipality,
      ),
    ).toEqual(['0751', '0461', '0751']);
  });
});
