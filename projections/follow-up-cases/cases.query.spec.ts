import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { finish } from '#libs/concurrency';
import { ProblemError } from '#libs/problems';
import { type TestDatabase, testDatabase } from '#libs/testing';
import type { ClockName } from '#events/follow-up/clock-names';
import { contactClock } from '#events/follow-up/contact/contact.decide';
import type { PersonHistory } from '#events/person-event';
import { input, spells, type Told } from '../../test/follow-up/scenario.ts';
import { history } from '../../test/follow-up/stream.ts';
import { findCases } from './cases.query.ts';
import { followUpCases } from './projection.ts';
import { knowledgeSteps } from '../../libs/bitemporal/knowledge.ts';
import { writeChanges } from '../../libs/bitemporal/write.ts';
import { createRuleBook } from '../../libs/rules/create-rule-book.ts';
import { DANISH_RULES } from '../../libs/rules/rules.data.ts';

const projection = followUpCases(createRuleBook(DANISH_RULES));
const personOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** The case of person `number`, known on a day in June, in a municipality. */
function stream(
  number: number,
  on: string,
  municipality: string,
  today: string,
  more: readonly Told[] = [],
): PersonHistory {
  const story: Told[] = [
    { on, id: 'left', residences: [['2010-03-01', municipality]], spells: spells({ '2026-05-01': 'interrupted' }) },
    ...more,
  ];
  const person = personOf(number);
  return { ...history(contactClock.decide({ ...input(story, today), person })), person };
}

let testing: TestDatabase;
beforeAll(async () => {
  testing = await testDatabase();
  const client = await testing.database.pool.connect();
  const moved: Told = {
    on: '2026-06-18',
    id: 'moved',
    residences: [
      ['2010-03-01', '0751'],
      ['2026-06-18', '0851'],
    ],
  };
  const histories = [
    stream(1, '2026-06-17', '0751', '2026-06-18'),
    stream(2, '2026-06-15', '0751', '2026-06-18'),
    stream(3, '2026-06-17', '0751', '2026-06-18'),
    stream(4, '2026-06-01', '0751', '2026-06-18'),
    stream(5, '2026-06-16', '0751', '2026-06-18', [moved]),
  ];
  try {
    await writeChanges(
      client,
      projection,
      histories.map((known) => finish(knowledgeSteps(known, 1, projection.beliefs))),
    );
  } finally {
    client.release();
  }
});
afterAll(() => testing.drop());

describe('the work list', () => {
  const list = (asked: Partial<Parameters<typeof findCases>[1]>) =>
    findCases(testing.database.pool, { municipality: '0751', limit: 10, states: ['open', 'breached'], ...asked });
  const persons = (page: Awaited<ReturnType<typeof findCases>>) =>
    page.cases.map(({ person }) => Number(person.slice(-2)));

  test('is ordered by due date and leaves out cases that were handed over', async () => {
    const page = await list({});
    expect(page.cases.map(({ dueOn }) => dueOn)).toEqual(['2026-06-08', '2026-06-22', '2026-06-24', '2026-06-24']);
    expect(persons(page).slice(0, 2)).toEqual([4, 2]);
    expect(page.next).toBeUndefined();
    expect(persons(await list({ municipality: '0851' }))).toEqual([5]);
    expect(persons(await list({ states: ['handed-over'] }))).toEqual([5]);
    expect(persons(await list({ states: ['open', 'breached', 'handed-over'] })).at(-1)).toBe(5);
  });

  test('can be filtered by state and clock', async () => {
    expect(persons(await list({ clocks: ['contact'], states: ['breached'] }))).toEqual([4]);
    expect(persons(await list({ states: ['open'] }))).toHaveLength(3);
    expect(persons(await list({ states: ['closed'] }))).toEqual([]);
  });

  test('takes one clock or several', async () => {
    const client = await testing.database.pool.connect();
    try {
      await client.query('begin');
      await client.query(
        `insert into follow_up.cases (person, case_id, known_from, clock, state, municipality, known_on, due_on,
          content)
         select person, gen_random_uuid(), known_from, 'other', state, municipality, known_on, due_on, content
         from follow_up.cases where state = 'breached'`,
      );
      const count = async (...clocks: string[]) => {
        const asked = { municipality: '0751', limit: 10, states: ['breached'] as const };
        return (await findCases(client, { ...asked, clocks: clocks as ClockName[] })).cases.length;
      };
      expect([await count('contact'), await count('other'), await count('contact', 'other')]).toEqual([1, 1, 2]);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });

  test('gives each case once, page by page, even with equal due dates', async () => {
    const seen: number[] = [];
    let after: string | undefined;
    do {
      const page = await list({ after, limit: 1 });
      seen.push(...persons(page));
      after = page.next;
    } while (after !== undefined);
    expect(seen).toEqual(persons(await list({})));
  });

  test('refuses a cursor of another list', async () => {
    await expect(list({ after: 'not-ours' })).rejects.toThrow(ProblemError);
  });
});
