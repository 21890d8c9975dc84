import { describe, expect, test } from '@jest/globals';
import { beliefsFrom, input, record, SIXTEEN, spells, TERMS, told, type Told } from '../../test/follow-up/scenario.ts';
import { contactClock } from './contact/contact.decide.ts';

const HOME: Told = {
  on: '2026-01-05',
  id: 'enrolment',
  residences: [['2010-03-01', '0751']],
  spells: spells({ '2025-08-01': 'enrolled' }),
};
const LEFT = { '2025-08-01': 'enrolled', '2026-06-11': 'interrupted' };
const STORY: Told[] = [
  HOME,
  { on: '2026-06-15', id: 'interruption', spells: spells(LEFT, { decidedBy: 'interruption' }) },
];
const BREACHED = '2026-06-23 #1 breached, due 2026-06-22';
const OTHER = { institution: '281009' };
const after = (story: readonly Told[], today = '2026-07-20') => told(story, today).slice(1);

describe('a report dated back after the breach', () => {
  test.each(['municipal-activity', 'exempted', 'employed', 'enrolled'])(
    '%s cancels from the day it is recorded; the breach stays',
    (status) => {
      const table = spells({ ...LEFT, '2026-06-12': status }, { startsOn: '2026-06-12', firstRecorded: 3 });
      expect(after([...STORY, { on: '2026-07-06', id: 'back', spells: table }])).toEqual([
        BREACHED,
        '2026-07-06 #1 cancelled by back, activity-started',
      ]);
    },
  );

  test('that withdraws or corrects the interruption cancels the case, and the breach stays', () => {
    const undone: Told = { on: '2026-07-06', id: 'undo', withdraws: 'interruption', spells: HOME.spells ?? [] };
    expect(after([...STORY, undone])).toEqual([BREACHED, '2026-07-06 #1 cancelled by undo, trigger-withdrawn']);
    const fixed: Told = {
      on: '2026-07-06',
      id: 'fix',
      spells: spells({ '2025-08-01': 'enrolled', '2026-12-01': 'interrupted' }, { decidedBy: 'interruption' }),
    };
    expect(after([...STORY, fixed])).toEqual([BREACHED, '2026-07-06 #1 cancelled by fix, trigger-corrected']);
  });
});

describe('an enrolment reported beside an open case', () => {
  test('first recorded after the case opened cancels it, whenever it began', () => {
    const began = { ...OTHER, startsOn: '2026-02-01' };
    const late: Told = {
      on: '2026-06-17',
      id: 'late',
      spells: [...spells({ '2025-08-01': 'enrolled' }), ...spells({ '2026-06-11': 'enrolled' }, began)],
    };
    expect(after([...STORY, late])).toEqual(['2026-06-17 #1 cancelled by late, activity-started']);
  });

  test('recorded before the case opened never cancels it', () => {
    const before: Told = {
      on: '2026-06-01',
      id: 'older',
      spells: [...spells({ '2025-08-01': 'enrolled' }), ...spells({ '2026-02-01': 'enrolled' }, OTHER)],
    };
    const runs: Told = {
      on: '2026-06-17',
      id: 'still',
      spells: [
        ...spells({ '2025-08-01': 'enrolled' }),
        ...spells({ '2026-02-01': 'enrolled' }, { ...OTHER, firstRecorded: 2 }),
      ],
    };
    expect(after([HOME, before, STORY[1] as Told, runs])).toEqual([BREACHED]);
  });

  test('that never started, or is withdrawn, lets the case go on with its old day of knowledge', () => {
    const start: Told = {
      on: '2026-06-17',
      id: 'start',
      spells: spells({ ...LEFT, '2026-06-17': 'enrolled' }, { decidedBy: 'start' }),
    };
    const never: Told = { on: '2026-06-19', id: 'never', spells: spells(LEFT, { decidedBy: 'interruption' }) };
    expect(after([...STORY, start, never])).toEqual([
      '2026-06-17 #1 cancelled by start, activity-started',
      '2026-06-19 #2 opened by report never, known 2026-06-15, due 2026-06-22, 0751 (residence)',
      '2026-06-23 #2 breached, due 2026-06-22',
    ]);
    const after18 = after([...STORY, start, { ...never, on: '2026-07-06' }]);
    expect(after18.slice(-2)).toEqual([
      '2026-07-06 #2 opened by report never, known 2026-06-15, due 2026-06-22, 0751 (residence)',
      '2026-07-06 #2 breached, due 2026-06-22',
    ]);
  });

  test('that cancelled a case of the municipality’s own awareness and is withdrawn lets that case go on too', () => {
    const aware: Told = { on: '2026-06-10', id: 'aware', aware: { aware: '2026-06-08' } };
    const start: Told = {
      on: '2026-06-12',
      id: 'start',
      spells: spells({ '2025-08-01': 'enrolled', '2026-06-12': 'enrolled' }),
    };
    const undone: Told = { on: '2026-06-15', id: 'undo', withdraws: 'start', spells: HOME.spells ?? [] };
    const lines = told([HOME, { ...aware, id: 'aware' }, start, undone], '2026-06-15');
    expect(lines.slice(1)).toEqual([
      '2026-06-12 #1 cancelled by start, activity-started',
      '2026-06-15 #2 opened by became-aware undo, known 2026-06-08, due 2026-06-15, 0751 (residence)',
    ]);
  });
});

describe('a change of rules', () => {
  test('cancels an open case without ground as rules-changed; a closed or breached one stays as recorded', () => {
    const recorded = record(contactClock.decide(input(STORY, '2026-06-23')));
    const read = beliefsFrom([HOME, { on: '2026-06-15', id: 'interruption', spells: HOME.spells ?? [] }]);
    const facts = contactClock.decide({ person: 'p', beliefs: read, recorded, today: '2026-06-24', terms: TERMS });
    expect(facts.map(({ type, data }) => [type, 'why' in data ? data.why : ''])).toEqual([
      ['follow-up-cancelled.v1', 'rules-changed'],
    ]);
    expect(
      contactClock.decide({
        person: 'p',
        beliefs: read,
        recorded: [...recorded, ...record(facts)],
        today: '2026-06-25',
        terms: TERMS,
      }),
    ).toEqual([]);
  });
});

describe('the clock by which a case is measured', () => {
  const skewed: Told = { on: '2026-06-14', id: 'next', birthDate: SIXTEEN };

  test('two seconds behind around midnight: a later report dates no case anew', () => {
    expect(told([...STORY, skewed], '2026-06-16')).toEqual(told(STORY, '2026-06-16'));
    const recorded = record(contactClock.decide(input(STORY, '2026-06-15')));
    expect(contactClock.decide(input([...STORY, skewed], '2026-06-16', recorded))).toEqual([]);
  });

  test('the day of knowledge is that of the trigger’s own recording', () => {
    const behind = [{ ...HOME, on: '2026-06-16' }, STORY[1] as Told];
    expect(told(behind, '2026-06-16')[0]).toBe(
      '2026-06-16 #1 opened by report interruption, known 2026-06-15, due 2026-06-22, 0751 (residence)',
    );
  });

  test('set far ahead and back: its facts stay, and the case goes on with the next report', () => {
    const ahead = contactClock.decide(
      input(
        [
          ...STORY.slice(0, 1),
          {
            ...(STORY[1] as Told),
            spells: spells({ ...LEFT, '2040-03-01': 'out-of-scope' }, { decidedBy: 'interruption' }),
          },
        ],
        '2199-01-01',
      ),
    );
    expect(ahead.at(-1)?.data).toMatchObject({ why: 'out-of-scope', on: '2040-03-01' });
    expect(contactClock.decide(input(STORY, '2026-06-16', record(ahead)))).toEqual([]);
  });
});

test('the clock opens a case for a 16-year-old for whom no education plan was ever reported', () => {
  expect(told(STORY, '2026-06-15')).toEqual([
    '2026-06-15 #1 opened by report interruption, known 2026-06-15, due 2026-06-22, 0751 (residence)',
  ]);
  const gone: Told = {
    on: '2026-06-15',
    id: 'gone',
    residences: [['2010-03-01', '0751']],
    spells: spells({ '2026-06-11': 'unknown compulsory-ended' }, { decidedBy: 'gone' }),
  };
  expect(told([gone], '2026-06-15')).toHaveLength(1);
});
