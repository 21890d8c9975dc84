import { describe, expect, test } from '@jest/globals';
import { contactClock } from './contact/contact.decide.ts';
import { input, spells, told, type Told } from '../../test/follow-up/scenario.ts';

const interruption = (on: string, municipality = '0751'): Told => ({
  on,
  id: 'interruption',
  residences: [['2010-03-01', municipality]],
  spells: spells({ '2025-08-01': 'enrolled', [on]: 'interrupted' }, { decidedBy: 'interruption' }),
});
const moved = (recordedOn: string, from: string, to: string, home = '0751'): Told => ({
  on: recordedOn,
  id: 'move',
  residences: [
    ['2010-03-01', home],
    [from, to],
  ],
});
const after = (story: readonly Told[], today: string) => told(story, today).slice(1);

describe('a move during a case', () => {
  test('hands the case over with the workdays left; if both municipalities count alike, the due date stays', () => {
    expect(after([interruption('2026-06-15'), moved('2026-06-17', '2026-06-16', '0851')], '2026-06-17')).toEqual([
      '2026-06-17 #1 handed over by move, 0751 to 0851, 3 left, due 2026-06-22',
    ]);
  });

  test('to a municipality with another calendar: the days left are counted in its calendar', () => {
    // Known on 3 June: due on the 10th by A, and on the 11th by B, for which 5 June is no workday.
    expect(after([interruption('2026-06-03'), moved('2026-06-04', '2026-06-04', '0461')], '2026-06-04')).toEqual([
      '2026-06-04 #1 handed over by move, 0751 to 0461, 4 left, due 2026-06-11',
    ]);
    expect(
      after([interruption('2026-06-03', '0461'), moved('2026-06-04', '2026-06-04', '0751', '0461')], '2026-06-04'),
    ).toEqual(['2026-06-04 #1 handed over by move, 0461 to 0751, 4 left, due 2026-06-10']);
  });

  test('hands over the arithmetic of the days spent and of the days left', () => {
    const facts = contactClock.decide(
      input([interruption('2026-06-03'), moved('2026-06-04', '2026-06-04', '0461')], '2026-06-04'),
    );
    const handedOver = facts.find((fact) => fact.type === 'follow-up-handed-over.v1');
    expect(handedOver?.data.due.B.counted).toEqual([
      '2026-06-04',
      '2026-06-08',
      '2026-06-09',
      '2026-06-10',
      '2026-06-11',
    ]);
    expect(handedOver?.data.due.A.counted).toEqual([
      '2026-06-04',
      '2026-06-05',
      '2026-06-08',
      '2026-06-09',
      '2026-06-10',
    ]);
    expect(handedOver?.data.due.B.skipped.map(({ day }) => day)).toEqual(['2026-06-05', '2026-06-06', '2026-06-07']);
    expect(handedOver?.data.due.A.dueOn).toBe('2026-06-10');
  });

  test('reported ahead takes effect on its day', () => {
    const story = [interruption('2026-06-15'), moved('2026-06-16', '2026-06-18', '0851')];
    expect(after(story, '2026-06-17')).toEqual([]);
    expect(after(story, '2026-06-18')).toEqual([
      '2026-06-18 #1 handed over by move, 0751 to 0851, 2 left, due 2026-06-22',
    ]);
  });

  test('before the case opened is no hand-over: the new municipality holds it from the start', () => {
    const home = { ...moved('2026-06-01', '2026-05-01', '0851'), id: 'home' };
    expect(
      told(
        [
          home,
          {
            ...interruption('2026-06-15'),
            residences: [
              ['2010-03-01', '0751'],
              ['2026-05-01', '0851'],
            ],
          },
        ],
        '2026-06-15',
      ),
    ).toEqual(['2026-06-15 #1 opened by report interruption, known 2026-06-15, due 2026-06-22, 0851 (residence)']);
  });

  test('on the due date or after it leaves the due date as it is', () => {
    expect(after([interruption('2026-06-15'), moved('2026-06-22', '2026-06-22', '0461')], '2026-06-23')).toEqual([
      '2026-06-22 #1 handed over by move, 0751 to 0461, 0 left, due 2026-06-22',
      '2026-06-23 #1 breached, due 2026-06-22',
    ]);
  });

  test('hands a breached case over too', () => {
    expect(after([interruption('2026-06-15'), moved('2026-06-25', '2026-06-24', '0851')], '2026-06-25')).toEqual([
      '2026-06-23 #1 breached, due 2026-06-22',
      '2026-06-25 #1 handed over by move, 0751 to 0851, 0 left, due 2026-06-22',
    ]);
  });

  test('lets the school hand over when a residence becomes known', () => {
    const homeless: Told = { ...interruption('2026-06-15'), residences: [] };
    expect(
      after([homeless, { on: '2026-06-16', id: 'home', residences: [['2026-01-01', '0851']] }], '2026-06-16'),
    ).toEqual(['2026-06-16 #1 handed over by home, 0751 to 0851, 4 left, due 2026-06-22']);
  });

  test('that is withdrawn hands the case back', () => {
    const story = [interruption('2026-06-15'), moved('2026-06-16', '2026-06-16', '0851')];
    expect(
      after([...story, { on: '2026-06-17', id: 'back', residences: [['2010-03-01', '0751']] }], '2026-06-17').slice(1),
    ).toEqual(['2026-06-17 #1 handed over by back, 0851 to 0751, 3 left, due 2026-06-22']);
  });
});

describe('the breach of a case', () => {
  test('names the follow-up event that set the due date', () => {
    const breachOf = (story: readonly Told[]) => {
      const facts = contactClock.decide(input(story, '2026-07-01'));
      const breach = facts.find((fact) => fact.type === 'follow-up-breached.v1');
      return facts.find((fact) => input(story, '2026-07-01').terms.eventId(fact.senderId) === breach?.data.cause)?.type;
    };
    expect(breachOf([interruption('2026-06-03')])).toBe('follow-up-opened.v1');
    expect(breachOf([interruption('2026-06-03'), moved('2026-06-04', '2026-06-04', '0461')])).toBe(
      'follow-up-handed-over.v1',
    );
    expect(breachOf([interruption('2026-06-03'), moved('2026-06-04', '2026-06-04', '0851')])).toBe(
      'follow-up-opened.v1',
    );
    expect(
      breachOf([interruption('2026-06-03'), { on: '2026-06-04', id: 'aware', aware: { aware: '2026-06-02' } }]),
    ).toBe('follow-up-rescheduled.v1');
  });
});
