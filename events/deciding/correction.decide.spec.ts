import { describe, expect, test } from '@jest/globals';
import { givenContext } from '../../test/given/decide-context.ts';
import { decidedOn } from '../../test/given/decided.ts';
import { type Draft, named } from '../../test/given/history.ts';
import { completed, corrected, interrupted, registered, withdrawn } from '../../test/given/reports.ts';

const context = givenContext({
  institution: (number) => (number === '999999' ? 'unknown' : 'known'),
  isOfOtherPerson: (_, senderId) => senderId === 'of-another',
});

function decideOn(past: readonly Draft[], draft: Draft) {
  const { refusals, warnings, held } = decidedOn(past, draft, context);
  return { told: [...refusals, ...warnings], held };
}

const start = named('start', registered('A', { startsOn: '2023-08-01', expectedEndsOn: '2027-06-30' }));
const stop = named('stop', interrupted('A', '2024-01-31'));
const later = interrupted('A', '2024-02-28');
const fine = { told: [], held: false };
const told = (...findings: string[]) => ({ told: findings, held: false });

type Row = [name: string, past: readonly Draft[], report: Draft, expected: object];

const elsewhere = (draft: Draft<'report-corrected.v1'>, reporter: string): Draft => ({
  ...draft,
  data: { ...draft.data, corrects: { ...draft.data.corrects, source: `/systems/study/reporters/${reporter}` } },
});

/** A correction whose content is the full data of no type. */
function partly(target: string, content: Record<string, unknown>): Draft<'report-corrected.v1'> {
  return {
    type: 'report-corrected.v1',
    reporter: '751001',
    data: { corrects: { id: target }, target, contentTypes: [], content },
  };
}

describe('the decision on a correction', () => {
  test.each<Row>([
    ['is taken in when its new content would be', [start, stop], corrected('stop', later), fine],
    [
      'is decided without the report it replaces',
      [start],
      corrected('start', registered('A', { startsOn: '2023-08-14' })),
      fine,
    ],
    ['may name its own source', [start, stop], elsewhere(corrected('stop', later), '751001'), fine],
    [
      'of a correction is of the report behind it',
      [start, stop, named('c', corrected('stop', later))],
      corrected('c', interrupted('A', '2024-03-01')),
      fine,
    ],
    ['of a report not known yet is held', [start], corrected('stop', later), { told: [], held: true }],
    [
      'is refused where its content would be',
      [start, stop],
      corrected('stop', interrupted('A', '2023-07-31')),
      told('end-before-start /data/content/lastDay'),
    ],
    [
      'is refused when the content is of another type',
      [start, stop],
      corrected('stop', completed('A', '2024-02-28')),
      told(
        'content-of-other-type /data/content',
        'unknown-field /data/content/completedOn',
        'unknown-field /data/content/extent',
        'required /data/content/lastDay',
        'required /data/content/reason',
      ),
    ],
    [
      'with a part of the content is refused by the type of its target',
      [start, stop],
      partly('start', { enrolmentId: 'A', expectedEndsOn: '2026-06-30' }),
      told(
        'content-in-part /data/content',
        'required /data/content/institution',
        'required /data/content/education',
        'required /data/content/startsOn',
        'required /data/content/kind',
      ),
    ],
    [
      'with a misspelt field is refused for that field',
      [start, stop],
      partly('stop', { enrolmentId: 'A', lastDya: '2024-03-01', reason: { system: 'neutral', code: 'other' } }),
      told('unknown-field /data/content/lastDya', 'required /data/content/lastDay'),
    ],
    [
      'with a part of the content, of what is not known, guesses no type',
      [start],
      partly('stop', { enrolmentId: 'A', expectedEndsOn: 'soon', startsOn: '2023-08-14', foo: 1 }),
      told('content-of-no-type /data/content', 'unknown-field /data/content/foo', 'day /data/content/expectedEndsOn'),
    ],
    [
      "of another reporter's report says nothing of its type",
      [start, stop],
      elsewhere(partly('stop', { lastDay: '2024-03-01' }), '751002'),
      told('not-your-report /data/corrects/source', 'content-of-no-type /data/content'),
    ],
    [
      'is refused for what it points at and for its content at once',
      [start, stop, withdrawn('stop')],
      corrected('stop', interrupted('A', '2023-07-31')),
      told('already-withdrawn /data/corrects', 'end-before-start /data/content/lastDay'),
    ],
    [
      'that moves the start past a known end is odd',
      [start, stop],
      corrected('start', registered('A', { startsOn: '2024-02-01' })),
      told('end-known-before-start /data/content/startsOn'),
    ],
    [
      "of another reporter's report is refused",
      [start, stop],
      elsewhere(corrected('stop', later), '751002'),
      told('not-your-report /data/corrects/source'),
    ],
    [
      "of another person's report is refused",
      [start],
      corrected('of-another', later),
      told('other-person /data/corrects/id'),
    ],
    [
      'of what is withdrawn is refused',
      [start, stop, withdrawn('stop')],
      corrected('stop', later),
      told('already-withdrawn /data/corrects'),
    ],
    [
      'of a withdrawal is refused',
      [start, stop, named('w', withdrawn('stop'))],
      corrected('w', later),
      told('not-correctable /data/corrects'),
    ],
  ])('%s', (_, past, report, expected) => expect(decideOn(past, report)).toEqual(expected));
});

describe('the decision on a withdrawal', () => {
  test.each<Row>([
    ['is taken in', [start, stop], withdrawn('stop'), fine],
    ['may take back a withdrawal', [start, stop, named('w', withdrawn('stop'))], withdrawn('w'), fine],
    ['of a report not known yet is held', [start], withdrawn('stop'), { told: [], held: true }],
    [
      'of what is withdrawn already is refused',
      [start, stop, withdrawn('stop')],
      withdrawn('stop'),
      told('already-withdrawn /data/withdraws'),
    ],
    [
      "of another person's report is refused",
      [],
      withdrawn('of-another'),
      { told: ['other-person /data/withdraws/id'], held: true },
    ],
  ])('%s', (_, past, report, expected) => expect(decideOn(past, report)).toEqual(expected));
});
