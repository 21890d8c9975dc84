import { describe, expect, test } from '@jest/globals';
import { contactClock, type FollowUpFact } from '#events/follow-up/contact/contact.decide';
import { input, spells, type Told } from '../../test/follow-up/scenario.ts';
import { type Draft, ENROLLED, history, idOf, INTERRUPTED } from '../../test/follow-up/stream.ts';
import { toCaseAnswer } from './case-answer.ts';
import { casesOf } from './follow-up-cases.evolve.ts';
import { createRuleBook } from '../../libs/rules/create-rule-book.ts';
import { DANISH_RULES } from '../../libs/rules/rules.data.ts';

const RULES = createRuleBook(DANISH_RULES);
const LEFT: Told = {
  on: '2026-06-15',
  id: idOf('interruption'),
  residences: [['2010-03-01', '0751']],
  spells: spells({ '2025-08-01': 'enrolled', '2026-06-11': 'interrupted' }, { decidedBy: idOf('interruption') }),
};
const facts = (story: readonly Told[], today: string) => contactClock.decide(input(story, today));
const after = (stated: readonly (FollowUpFact | Draft)[], born?: string) =>
  casesOf(history([ENROLLED, INTERRUPTED, ...stated], born), RULES);

describe('a follow-up case', () => {
  test('that is open has both calendars with their arithmetic, and the four times of its report', () => {
    const [row] = after(facts([LEFT], '2026-06-15'));
    expect(row).toMatchObject({
      state: 'open',
      municipality: '0751',
      ground: 'residence',
      knownOn: '2026-06-15',
      dueOn: '2026-06-22',
      calendar: 'A',
    });
    expect(row?.due.A.counted).toEqual(['2026-06-16', '2026-06-17', '2026-06-18', '2026-06-19', '2026-06-22']);
    expect(row?.due.B.dueOn).toBe('2026-06-22');
    expect(row?.report).toMatchObject({
      eventId: idOf('interruption'),
      type: 'education-interrupted.v1',
      registeredAt: null,
      receivedAt: '2026-06-15T06:00:00.000Z',
    });
    expect(row?.trigger.since).toBe('2026-06-11');
  });

  test('that is breached stays open for duty, and a late contact closes it', () => {
    const closed = { ...LEFT, on: '2026-06-25', id: 'contact', contacts: { contact: '2026-06-24' } };
    expect(after(facts([LEFT], '2026-06-23'))[0]).toMatchObject({ state: 'breached', breachedOn: '2026-06-23' });
    expect(after(facts([LEFT, closed], '2026-06-25'))[0]).toMatchObject({
      state: 'closed',
      breachedOn: '2026-06-23',
      closedOn: '2026-06-24',
      closedCause: 'contact',
      inTime: false,
    });
  });

  test('that moved on and back names its earlier holders, not the current one', () => {
    const there: Told = {
      on: '2026-06-16',
      id: 'there',
      residences: [
        ['2010-03-01', '0751'],
        ['2026-06-16', '0851'],
      ],
    };
    const back: Told = {
      on: '2026-06-17',
      id: 'back',
      residences: [
        ['2010-03-01', '0751'],
        ['2026-06-16', '0851'],
        ['2026-06-17', '0751'],
      ],
    };
    expect(after(facts([LEFT, there], '2026-06-16'))[0]).toMatchObject({
      municipality: '0851',
      formerMunicipalities: ['0751'],
    });
    const [row] = after(facts([LEFT, there, back], '2026-06-17'));
    expect(row).toMatchObject({ municipality: '0751', formerMunicipalities: ['0851'] });
    expect(row?.handovers.map(({ on, from, to, remainingWorkdays }) => [on, from, to, remainingWorkdays])).toEqual([
      ['2026-06-16', '0751', '0851', 4],
      ['2026-06-17', '0851', '0751', 3],
    ]);
  });

  test('shows an earlier awareness in its dates and keeps it as the reason', () => {
    const aware: Told = { on: '2026-06-16', id: 'aware', aware: { aware: '2026-06-12' } };
    expect(after(facts([LEFT, aware], '2026-06-16'))[0]).toMatchObject({
      knownOn: '2026-06-12',
      dueOn: '2026-06-19',
      reschedules: [{ cause: 'aware', knownOn: '2026-06-12' }],
    });
  });

  test('that is cancelled names what cancelled it and why', () => {
    const withdrawn: Told = {
      on: '2026-06-16',
      id: 'oops',
      withdraws: idOf('interruption'),
      spells: spells({ '2025-08-01': 'enrolled' }),
    };
    expect(after(facts([LEFT, withdrawn], '2026-06-16'))[0]).toMatchObject({
      state: 'cancelled',
      cancelledOn: '2026-06-16',
      cancelledCause: 'oops',
      cancelledWhy: 'trigger-withdrawn',
    });
  });

  test.each([
    ['2008-06-22', '2026-06-22'],
    ['2008-06-16', '2026-06-16'],
    ['2008-06-23', null],
    ['2010-03-01', null],
  ])('of a person born %s turned 18 within the window on %s', (born, on) => {
    expect(after(facts([LEFT], '2026-06-23'), born)[0]?.turned18On).toBe(on);
  });

  test('from a prefix of the stream is the case as known then', () => {
    const known = history([ENROLLED, INTERRUPTED, ...facts([LEFT], '2026-06-23')]);
    const states = known.events.map((_, count) =>
      casesOf({ ...known, events: known.events.slice(0, count + 1) }, RULES).map((row) => row.state),
    );
    expect(states).toEqual([[], [], ['open'], ['breached']]);
  });

  test('shown on a day has workdays left or over, its reason, and what would end it', () => {
    const [row] = after(facts([LEFT], '2026-06-23'));
    if (!row) throw new Error('no case');
    const shown = toCaseAnswer({ ...row, state: 'open' }, '2026-06-17');
    expect(shown).toMatchObject({ workdaysLeft: 3, workdaysOver: 0 });
    expect(shown.why.da).toBe(
      'Indberettet: uddannelsen er afbrudt (fra 2026-06-11); kendt af kommunen den 2026-06-15.',
    );
    expect(shown.removedBy?.en).toContain('contact-made');
    expect(toCaseAnswer(row, '2026-06-24')).toMatchObject({ workdaysLeft: 0, workdaysOver: 2 });
    expect(toCaseAnswer({ ...row, state: 'closed' }, '2026-06-24')).toMatchObject({
      workdaysLeft: null,
      workdaysOver: null,
      removedBy: null,
    });
  });
});

test('a case of never started is dated by its own report, a withdrawn one by the day it became known', () => {
  const [row] = after(facts([LEFT], '2026-06-15'));
  if (row === undefined || row.report === null) throw new Error('no case');
  const of = (reason: string) =>
    toCaseAnswer({ ...row, trigger: { ...row.trigger, reason, since: '2025-03-01' } }, '2026-06-16').why.en;
  expect(of('never-started')).toContain(`(from ${row.report.occurredOn})`);
  expect(of('withdrawn')).toContain('(from 2026-06-15)');
  expect([of('never-started'), of('withdrawn')].join()).not.toContain('2025-03-01');
});
