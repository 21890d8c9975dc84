import { describe, expect, test } from '@jest/globals';
import { type Draft, by, history, named, numbered } from '../../test/given/history.ts';
import { completed, corrected, interrupted, withdrawn } from '../../test/given/reports.ts';
import { effectiveReports, withdrawnReports } from './effective.ts';

const report = named('report', interrupted('H1', '2024-01-10'));
const first = named('first', corrected('report', interrupted('H1', '2024-01-11')));
const second = named('second', corrected('report', interrupted('H1', '2024-01-12')));
const ofFirst = named('of-first', corrected('first', interrupted('H1', '2024-01-13')));

/** The last days in force, each with the position of its content. */
function inForce(...drafts: readonly Draft[]): string[] {
  return effectiveReports(history(...drafts).events).map(({ data, recordedPosition }) => {
    const day = 'lastDay' in data ? data.lastDay : 'completedOn' in data ? data.completedOn : '';
    return `${day} at ${recordedPosition}`;
  });
}

describe('the effective content of a report', () => {
  test.each<[string, readonly Draft[], string[]]>([
    ['a report stands as sent', [report], ['2024-01-10 at 1']],
    ['a correction replaces the content and takes its own position', [report, first], ['2024-01-11 at 2']],
    ['the latest recorded correction counts', [report, first, second], ['2024-01-12 at 3']],
    ['a correction of a correction is one of the report', [report, first, ofFirst], ['2024-01-13 at 3']],
    ['… and a later correction of the report counts before it', [report, first, ofFirst, second], ['2024-01-12 at 4']],
    ['a correction may come before its report', [first, report], ['2024-01-11 at 1']],
    ['… but says nothing while the report is missing', [first], []],
    ['a withdrawal removes the report', [report, withdrawn('report')], []],
    ['a withdrawal may come before its report', [withdrawn('report'), report], []],
    ['withdrawing the report removes its corrections with it', [report, first, withdrawn('report')], []],
    [
      'withdrawing a correction brings back what it replaced',
      [report, first, second, withdrawn('second')],
      ['2024-01-11 at 2'],
    ],
    ['… down to the report as sent', [report, first, withdrawn('first')], ['2024-01-10 at 1']],
    [
      'a correction stands though the correction it corrects is withdrawn',
      [report, first, ofFirst, withdrawn('first')],
      ['2024-01-13 at 3'],
    ],
    [
      'a withdrawn withdrawal has no effect',
      [report, named('w', withdrawn('report')), withdrawn('w')],
      ['2024-01-10 at 1'],
    ],
    [
      '… unless that is withdrawn in turn',
      [report, named('w', withdrawn('report')), named('x', withdrawn('w')), withdrawn('x')],
      [],
    ],
    ['another reporter cannot correct', [report, by('999999', first)], ['2024-01-10 at 1']],
    ['another reporter cannot withdraw', [report, withdrawn('report', '999999')], ['2024-01-10 at 1']],
    [
      '… not even by correcting its own correction',
      [report, by('999999', first), by('999999', ofFirst)],
      ['2024-01-10 at 1'],
    ],
    [
      'content of another type has no effect',
      [report, corrected('report', completed('H1', '2024-02-01'))],
      ['2024-01-10 at 1'],
    ],
    [
      'a withdrawal cannot be corrected',
      [report, named('w', withdrawn('report')), corrected('w', interrupted('H1', '2024-02-01'))],
      [],
    ],
  ])('%s', (_rule, drafts, expected) => {
    expect(inForce(...drafts)).toEqual(expected);
  });

  test('effective reports keep the order of their positions, not that of their corrections', () => {
    const other = completed('H1', '2024-03-01', 'part');
    expect(inForce(report, other, first)).toEqual(['2024-01-11 at 3', '2024-03-01 at 2']);
  });

  test('the sealed part is in the event that carries the effective content', () => {
    const [effective] = effectiveReports(history(report, first).events);
    expect(effective).toMatchObject({ eventId: 'report', contentEventId: 'first', position: 1, recordedPosition: 2 });
  });
});

describe('circles and chains of corrections of any length end:', () => {
  test('corrections of each other change nothing', () => {
    const one = named('one', corrected('two', interrupted('H1', '2024-05-01')));
    const two = named('two', corrected('one', interrupted('H1', '2024-05-02')));
    expect(inForce(report, one, two, named('self', corrected('self', interrupted('H1', '2024-05-03'))))).toEqual([
      '2024-01-10 at 1',
    ]);
  });

  test('withdrawals of each other change nothing', () => {
    expect(
      inForce(report, named('one', withdrawn('two')), named('two', withdrawn('one')), named('self', withdrawn('self'))),
    ).toEqual(['2024-01-10 at 1']);
  });

  test('of twenty thousand withdrawals of withdrawals the parity decides', () => {
    const chain = Array.from({ length: 20_000 }, (_, index) =>
      named(`w${index}`, withdrawn(index === 0 ? 'report' : `w${index - 1}`)),
    );
    expect(inForce(report, ...chain)).toEqual(['2024-01-10 at 1']);
    expect(inForce(report, ...chain.slice(1), named('w0', withdrawn('report')), withdrawn('w19999'))).toEqual([]);
  });
});

describe('the events that an effective report cites', () => {
  test.each<[string, readonly Draft[], string[]]>([
    ['a report as sent cites itself', [report], ['report']],
    ['a corrected one cites both', [report, first, second], ['report', 'second']],
    ['a correction of a correction cites the way to it', [report, first, ofFirst], ['report', 'first', 'of-first']],
    [
      'a withdrawn link is cited with its withdrawal, for it could outrank what decides',
      [report, ofFirst, first, named('w', withdrawn('first'))],
      ['report', 'first', 'w', 'of-first'],
    ],
  ])('%s', (_rule, drafts, expected) => {
    const whole = history(...drafts).events;
    const [effective] = effectiveReports(whole);
    expect(effective?.citations).toEqual(expected);
    const replayed = effectiveReports(whole.filter(({ eventId }) => expected.includes(eventId)));
    expect(replayed).toEqual([effective]);
  });

  test('withdrawn reports are listed with their withdrawal', () => {
    const { events } = history(
      ...numbered([report, first, named('w', withdrawn('report')), interrupted('H2', '2024-06-01')]),
    );
    expect(withdrawnReports(events).map(({ citations }) => citations)).toEqual([['report', 'w']]);
  });
});
