import { describe, expect, test } from '@jest/globals';
import { spells, told, type Told } from '../../../test/follow-up/scenario.ts';

const ENROLLED: Told = {
  on: '2026-01-05',
  id: 'enrolment',
  residences: [['2010-03-01', '0751']],
  spells: spells({ '2025-08-01': 'enrolled' }),
};
const LEFT = { '2025-08-01': 'enrolled', '2026-06-11': 'interrupted' };
const INTERRUPTED: Told = { on: '2026-06-15', id: 'interruption', spells: spells(LEFT, { decidedBy: 'interruption' }) };
const STORY = [ENROLLED, INTERRUPTED];
const BREACHED = '2026-06-23 #1 breached, due 2026-06-22';

const after = (story: readonly Told[], today = '2026-10-01') => told(story, today).slice(1);

describe('closing a case:', () => {
  const contact = (recordedOn: string, on: string): Told => ({
    on: recordedOn,
    id: 'contact',
    contacts: { contact: on },
  });

  test('a contact within the window closes it in time', () => {
    expect(after([...STORY, contact('2026-06-18', '2026-06-17')])).toEqual([
      '2026-06-18 #1 closed by contact of 2026-06-17, in time',
    ]);
  });

  test('a contact of the last day or before it closes nothing', () => {
    expect(after([...STORY, contact('2026-06-16', '2026-06-10')])).toEqual([BREACHED]);
  });

  test('a contact recorded earlier on the day of knowledge closes the case as it opens', () => {
    expect(after([ENROLLED, contact('2026-06-15', '2026-06-15'), INTERRUPTED])).toEqual([
      '2026-06-15 #1 closed by contact of 2026-06-15, in time',
    ]);
  });

  test('a contact in time but reported after the breach closes it in time; the breach stays', () => {
    expect(after([...STORY, contact('2026-06-25', '2026-06-22')])).toEqual([
      BREACHED,
      '2026-06-25 #1 closed by contact of 2026-06-22, in time',
    ]);
  });

  test('a breached case stays open for duty and a late contact closes it', () => {
    expect(after([...STORY, contact('2026-06-25', '2026-06-24')])).toEqual([
      BREACHED,
      '2026-06-25 #1 closed by contact of 2026-06-24, late',
    ]);
  });

  test('within the same stretch of not following the plan no second case opens', () => {
    const other = spells({ ...LEFT, '2026-07-01': 'unknown expected-report-missing' });
    expect(
      after([...STORY, contact('2026-06-17', '2026-06-17'), { on: '2026-07-02', id: 'late', spells: other }]),
    ).toHaveLength(1);
  });

  test('a contact withdrawn or moved to another day: a new case carries on with the old day of knowledge', () => {
    const closed = [...STORY, contact('2026-06-17', '2026-06-17')];
    const again = '2026-06-18 #2 opened by report correction, known 2026-06-15, due 2026-06-22, 0751 (residence)';
    expect(
      after([...closed, { on: '2026-06-18', id: 'correction', contacts: {}, withdraws: 'contact' }]).slice(1),
    ).toEqual([again, '2026-06-23 #2 breached, due 2026-06-22']);
    expect(
      after([...closed, { on: '2026-06-18', id: 'correction', contacts: { contact: '2026-06-16' } }]).slice(1),
    ).toEqual([again, '2026-06-18 #2 closed by contact of 2026-06-16, in time']);
  });

  test('a contact withdrawn after the young person started something else opens nothing', () => {
    const started: Told = { on: '2026-08-01', id: 'new', spells: spells({ ...LEFT, '2026-08-01': 'enrolled' }) };
    expect(
      after([
        ...STORY,
        contact('2026-06-17', '2026-06-17'),
        started,
        { on: '2026-08-02', id: 'correction', contacts: {} },
      ]),
    ).toHaveLength(1);
  });
});

describe('cancelling a case:', () => {
  test('when the trigger is withdrawn', () => {
    expect(
      after([
        ...STORY,
        { on: '2026-06-16', id: 'withdrawal', withdraws: 'interruption', spells: ENROLLED.spells ?? [] },
      ]),
    ).toEqual(['2026-06-16 #1 cancelled by withdrawal, trigger-withdrawn']);
  });

  test('when the trigger is withdrawn while another report still supports it: a new case, known that day', () => {
    const still: Told = {
      on: '2026-06-16',
      id: 'withdrawal',
      withdraws: 'interruption',
      spells: spells({ '2026-06-01': 'unknown never-started' }),
    };
    expect(after([...STORY, still], '2026-06-16')).toEqual([
      '2026-06-16 #1 cancelled by withdrawal, trigger-withdrawn',
      '2026-06-16 #2 opened by report withdrawal, known 2026-06-16, due 2026-06-23, 0751 (residence)',
    ]);
  });

  test('when the end is corrected to a future day, and then comes', () => {
    const corrected: Told = {
      on: '2026-06-16',
      id: 'correction',
      spells: spells({ '2025-08-01': 'enrolled', '2026-07-01': 'interrupted' }, { decidedBy: 'interruption' }),
    };
    expect(after([...STORY, corrected], '2026-07-01')).toEqual([
      '2026-06-16 #1 cancelled by correction, trigger-corrected',
      '2026-07-01 #2 opened by time interruption, known 2026-07-01, due 2026-07-08, 0751 (residence)',
    ]);
  });

  test('when the end turns out to be a completion', () => {
    const completed: Told = {
      on: '2026-06-16',
      id: 'completion',
      spells: spells({ '2025-08-01': 'enrolled', '2026-06-11': 'completed' }),
    };
    expect(after([...STORY, completed])).toEqual(['2026-06-16 #1 cancelled by completion, trigger-corrected']);
  });

  test('admission is not enough: the case ends the day the activity starts', () => {
    const admitted: Told = {
      on: '2026-06-16',
      id: 'admission',
      spells: spells({ ...LEFT, '2026-06-12': 'awaiting-start', '2026-06-19': 'enrolled' }, { decidedBy: 'admission' }),
    };
    expect(after([...STORY, admitted], '2026-06-18')).toEqual([]);
    expect(after([...STORY, admitted])).toEqual(['2026-06-19 #1 cancelled by admission, activity-started']);
  });

  test('admission that comes to nothing is the same stretch: the breached case stands, no second one', () => {
    const admitted: Told = {
      on: '2026-06-16',
      id: 'admission',
      spells: spells({ ...LEFT, '2026-06-12': 'awaiting-start' }),
    };
    const never: Told = { on: '2026-06-26', id: 'never', spells: spells(LEFT) };
    expect(after([...STORY, admitted, never])).toEqual([BREACHED]);
  });

  test('a breached case is cancelled too when an activity starts', () => {
    const started: Told = { on: '2026-06-24', id: 'new', spells: spells({ ...LEFT, '2026-06-24': 'enrolled' }) };
    expect(after([...STORY, started])).toEqual([BREACHED, '2026-06-24 #1 cancelled by new, activity-started']);
  });

  test('when the person is out of scope', () => {
    const gone: Told = { on: '2026-06-16', id: 'gone', spells: spells({ ...LEFT, '2026-06-14': 'out-of-scope' }) };
    expect(after([...STORY, gone])).toEqual(['2026-06-16 #1 cancelled by gone, out-of-scope']);
  });

  test('after an activity a second interruption opens a second case', () => {
    const again = spells({ ...LEFT, '2026-06-18': 'enrolled', '2026-06-20': 'interrupted' });
    expect(
      after(
        [
          ...STORY,
          { on: '2026-06-18', id: 'new', spells: again.slice(0, 3) },
          { on: '2026-06-22', id: 'second', spells: again },
        ],
        '2026-06-22',
      ),
    ).toEqual([
      '2026-06-18 #1 cancelled by new, activity-started',
      '2026-06-22 #2 opened by report second, known 2026-06-22, due 2026-06-29, 0751 (residence)',
    ]);
  });
});

describe('a municipality that became aware', () => {
  const aware = (recordedOn: string, on: string, id = 'aware'): Told => ({ on: recordedOn, id, aware: { [id]: on } });

  test('opens a case whatever the status, from the day of awareness', () => {
    expect(told([ENROLLED, aware('2026-06-10', '2026-06-08')], '2026-06-10')).toEqual([
      '2026-06-10 #1 opened by became-aware aware, known 2026-06-08, due 2026-06-15, 0751 (residence)',
    ]);
  });

  test('earlier than an open case sets its clock earlier; later it changes nothing', () => {
    expect(after([...STORY, aware('2026-06-16', '2026-06-12')], '2026-06-16')).toEqual([
      '2026-06-16 #1 rescheduled by aware, known 2026-06-12, due 2026-06-19',
    ]);
    expect(after([...STORY, aware('2026-06-17', '2026-06-16')], '2026-06-17')).toEqual([]);
  });

  test('and withdraws that sets the clock back to the report alone', () => {
    expect(
      after(
        [...STORY, aware('2026-06-16', '2026-06-12'), { on: '2026-06-17', id: 'oops', withdraws: 'aware', aware: {} }],
        '2026-06-17',
      ).slice(1),
    ).toEqual(['2026-06-17 #1 rescheduled by oops, known 2026-06-15, due 2026-06-22']);
  });

  test('so long ago that the due date has passed: breached at once, with its true day', () => {
    expect(told([ENROLLED, aware('2026-06-25', '2026-06-08')], '2026-06-25').slice(1)).toEqual([
      '2026-06-25 #1 breached, due 2026-06-15',
    ]);
  });

  test.each(['2025-02-28', '2028-03-01'])('on a day the person is not 15-17 (%s) opens nothing', (on) => {
    expect(told([ENROLLED, aware('2028-06-01', on)], '2028-06-01')).toEqual([]);
  });

  test('keeps its case in spite of a status that needs none, but not of an activity begun after it', () => {
    const story = [
      ENROLLED,
      aware('2026-06-10', '2026-06-08'),
      { on: '2026-06-11', id: 'same', spells: spells({ '2025-08-01': 'on-leave' }) },
    ];
    expect(told(story, '2026-06-12')).toHaveLength(1);
    const started: Told = {
      on: '2026-06-12',
      id: 'new',
      spells: spells({ '2025-08-01': 'enrolled', '2026-06-12': 'enrolled' }),
    };
    expect(told([...story, started], '2026-06-12').slice(1)).toEqual([
      '2026-06-12 #1 cancelled by new, activity-started',
    ]);
  });

  test('and withdraws that cancels its case', () => {
    expect(
      told(
        [ENROLLED, aware('2026-06-10', '2026-06-08'), { on: '2026-06-11', id: 'oops', withdraws: 'aware', aware: {} }],
        '2026-07-01',
      ).slice(1),
    ).toEqual(['2026-06-11 #1 cancelled by oops, trigger-withdrawn']);
  });

  test('keeps one case if an interruption is reported while it is open', () => {
    expect(told([ENROLLED, aware('2026-06-10', '2026-06-08'), INTERRUPTED], '2026-06-15')).toHaveLength(1);
  });
});
