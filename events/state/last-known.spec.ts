import { describe, expect, test } from '@jest/globals';
import { localDay } from '#libs/calendar';
import { loadRuleBook } from '#libs/rules';
import { type Draft, history, named } from '../../test/given/history.ts';
import { corrected, moved, registered, withdrawn } from '../../test/given/reports.ts';
import { heldResidences } from './last-known.ts';

const { placeOf, codeChangeDays } = loadRuleBook();
const places = { placeOf, codeChangeDays, localDay: (instant: string) => localDay(new Date(instant)) };

/** The municipality on a day, or the last known one in brackets. One report is recorded per day from 1 January 2020. */
function heldOn(day: string, ...drafts: readonly Draft[]): string | null {
  const row = heldResidences(history(...drafts), places).findLast(({ from }) => from <= day);
  return row?.municipality ?? (row?.lastKnown ? `(${row.lastKnown})` : null);
}

const home = named('home', moved('0751', '2019-01-01'));

describe('the municipality that holds by residence', () => {
  test.each<[string, string, readonly Draft[], string | null]>([
    ['lives there', '2020-02-01', [home], '0751'],
    ['taken back', '2020-02-01', [home, withdrawn('home', 'cpr')], '(0751)'],
    [
      'taken back and given back',
      '2020-02-01',
      [home, named('undo', withdrawn('home', 'cpr')), withdrawn('undo', 'cpr')],
      '0751',
    ],
    ['moved to a later day, before it', '2020-02-01', [home, corrected('home', moved('0751', '2020-03-01'))], '(0751)'],
    ['moved to a later day, on it', '2020-03-01', [home, corrected('home', moved('0751', '2020-03-01'))], '0751'],
    ['replaced by a code of nothing', '2020-02-01', [home, corrected('home', moved('0752', '2019-01-01'))], '(0751)'],
    ['then moved nowhere', '2020-02-01', [home, moved('0999', '2020-01-15')], '(0751)'],
    ['then moved nowhere, the day before', '2020-01-14', [home, moved('0999', '2020-01-15')], '0751'],
    [
      'then moved nowhere, and taken back',
      '2020-02-01',
      [home, named('away', moved('0999', '2020-01-02')), withdrawn('away', 'cpr')],
      '0751',
    ],
    [
      'another municipality last, taken back: the one before is known again',
      '2020-02-01',
      [home, named('on', moved('0461', '2019-06-01')), withdrawn('on', 'cpr')],
      '0751',
    ],
    [
      'another municipality last, made a code of nothing: the other was the last known',
      '2020-02-01',
      [home, named('on', moved('0461', '2019-06-01')), corrected('on', moved('0999', '2019-06-01'))],
      '(0461)',
    ],
    [
      'both taken back: the one lived in last',
      '2020-02-01',
      [home, named('on', moved('0461', '2020-01-01')), withdrawn('on', 'cpr'), withdrawn('home', 'cpr')],
      '(0751)',
    ],
    ['never known: a code of nothing', '2020-02-01', [named('home', moved('0999', '2019-01-01'))], null],
    ['never known: only a day to come', '2020-02-01', [moved('0751', '2020-03-01')], null],
    [
      'never known: taken back before its day',
      '2020-02-01',
      [named('later', moved('0751', '2020-03-01')), withdrawn('later', 'cpr')],
      null,
    ],
    ['emigrated to Greenland: nobody', '2020-02-01', [home, moved('0957', '2020-01-15')], null],
    [
      'other reports in between change nothing',
      '2020-02-01',
      [
        home,
        registered('A', { startsOn: '2019-08-01' }),
        withdrawn('home', 'cpr'),
        registered('B', { startsOn: '2019-09-01' }),
      ],
      '(0751)',
    ],
  ])('%s', (_name, day, drafts, held) => {
    expect(heldOn(day, ...drafts)).toBe(held);
  });
});
