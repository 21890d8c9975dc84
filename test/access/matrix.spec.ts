import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ageOn } from '#libs/calendar';
import { type Answer, startService } from '../service/running.ts';
import { neutral, Telling, type Young } from '../stories/telling.ts';
import { ask, CALLERS, keepPlainObjects, tokensOf } from './callers.ts';
import { type Bond, type Call, CALLS, type Case, type Expected, expectedOf } from './who-sees-what.ts';

keepPlainObjects();
const BIRTHS = ['2011-06-15', '2010-06-15', '2001-06-15', '1996-06-15'];
const ADVISERS = ['adviser-0751', 'adviser-0461'];
/** The day before the birthdays, the birthdays for everybody, the day after. */
const DAYS: readonly (readonly [day: string, clients: readonly string[]])[] = [['2026-06-14', ADVISERS], ['2026-06-15', CALLERS], ['2026-06-16', ADVISERS]];
const BONDS: readonly Bond[] = ['resident', 'taken-back', 'no-municipality', 'held-by-school', 'moved-away', 'stranger'];
const FAMILY = 'Matrixsen';

interface Person {
  readonly young: Young;
  readonly bond: Bond;
  readonly isProtected: boolean;
  key: string;
}

let story: Telling;
let tokens: ReadonlyMap<string, string>;
const persons: Person[] = [];

beforeAll(async () => {
  story = new Telling(await startService());
  tokens = await tokensOf(story.service);
  await story.at('2026-06-10T08:00:00Z');
  for (const [row, birthDate] of BIRTHS.entries()) {
    for (const [column, bond] of BONDS.entries()) {
      for (const isProtected of bond === 'held-by-school' ? [false] : [false, true]) {
        if (bond === 'held-by-school' && birthDate !== '2010-06-15') continue;
        const person = { young: story.young(birthDate, 100 + row * 20 + column * 2 + Number(isProtected)), bond, isProtected, key: '' };
        persons.push(person);
        await bind(person);
      }
    }
  }
  await story.at('2026-06-12T08:00:00Z');
  const { rows } = await story.service.parts.pool.query<{ stream: string; sender_id: string }>(`select stream, sender_id from log.events where sender_id like 'named-%'`);
  for (const { stream, sender_id: id } of rows) (persons[Number(id.slice(6))] as Person).key = stream;
}, 120_000);
afterAll(() => story.service.stop());

async function bind({ young, bond, isProtected }: Person): Promise<void> {
  const number = persons.length - 1;
  await story.report(young, 'name-registered', 'cpr', { given: 'Alma', family: FAMILY }, { id: `named-${number}` });
  if (isProtected) await story.report(young, 'protection-changed', 'cpr', { kind: 'name-and-address' });
  const moved = (municipality: string, from: string, id?: string) => story.report(young, 'residence-changed', 'cpr', { municipality, from }, id === undefined ? {} : { id });
  switch (bond) {
    case 'resident':
      return void (await moved('0751', '2020-01-01'));
    case 'taken-back':
      await moved('0751', '2020-01-01', `home-${number}`);
      return void (await story.report(young, 'report-withdrawn', 'cpr', { withdraws: { id: `home-${number}` }, reason: neutral('sent-by-mistake') }));
    case 'no-municipality':
      await moved('0751', '2020-01-01');
      return void (await moved('0999', '2026-06-01'));
    case 'held-by-school':
      await story.enrols(young, { startsOn: '2025-08-11' });
      return void (await story.leaves(young, '2026-06-08'));
    case 'moved-away':
      await moved('0751', '2020-01-01');
      return void (await moved('0461', '2026-06-01'));
    case 'stranger':
      return void (await moved('0461', '2020-01-01'));
  }
}

async function callOf(client: string, { key, young }: Person, call: Call): Promise<Answer> {
  const token = tokens.get(client);
  const person = `/v1/persons/${key}`;
  switch (call) {
    case 'status':
    case 'timeline':
    case 'changes':
    case 'contacts':
      return ask(story.service, token, { path: `${person}/${call}` });
    case 'status-then':
      return ask(story.service, token, { path: `${person}/status?validOn=2026-06-01` });
    case 'lookup':
      return ask(story.service, token, { path: '/v1/persons/lookup', body: { cpr: young.cpr } });
    case 'identity':
      return ask(story.service, token, { path: `${person}/identity`, body: {} });
    case 'identity-with-reason':
      return story.service.send('POST', `${person}/identity`, {}, undefined, { Authorization: `Bearer ${token ?? ''}`, 'X-Purpose': 'follow-up', 'X-Reason': 'contact-duty' });
  }
}

const OTHERS: Readonly<Record<Expected['hidden'][number], (person: Person) => string>> = {
  name: () => FAMILY,
  'birth-date': ({ young }) => young.birthDate,
  number: ({ young }) => young.cpr,
};

/** What is wrong with an answer: a leak, a wrong refusal, or nothing. The first spell of a timeline begins at birth. */
function faultsOf(answer: Answer, person: Person, expected: Expected, call: Call): string[] {
  const text = JSON.stringify(answer.body);
  const isHistory = call === 'timeline' || call === 'changes';
  const leaks = expected.hidden.filter((what) => !(what === 'birth-date' && isHistory && answer.status === 200) && text.includes(OTHERS[what](person)));
  return [...(answer.status === expected.status ? [] : [`${answer.status} instead of ${expected.status}`]), ...leaks.map((what) => `shows the ${what}`)];
}

async function wrongOn(day: string, oracle: typeof expectedOf, clients: readonly string[]): Promise<{ asked: number; wrong: string[] }> {
  let asked = 0;
  const wrong: string[] = [];
  for (const client of clients) {
    for (const person of persons) {
      const answers = await Promise.all(CALLS.map(async (call) => [call, await callOf(client, person, call)] as const));
      for (const [call, answer] of answers) {
        asked += 1;
        const one: Case = { client, bond: person.bond, age: ageOn(person.young.birthDate, day), isProtected: person.isProtected, call };
        wrong.push(...faultsOf(answer, person, oracle(one), call).map((fault) => `${day} ${JSON.stringify(one)}: ${fault}`));
      }
    }
  }
  return { asked, wrong };
}

describe('role x relation x age x date x call x protection', () => {
  test('every answer is the oracle\'s: no leak, no wrong refusal', async () => {
    let asked = 0;
    const wrong: string[] = [];
    for (const [day, clients] of DAYS) {
      await story.at(`${day}T09:00:00Z`);
      const found = await wrongOn(day, expectedOf, clients);
      asked += found.asked;
      wrong.push(...found.wrong);
    }
    console.info(`matrix: ${asked} cases, ${wrong.length} wrong`);
    expect(wrong.slice(0, 20)).toEqual([]);
    expect(asked).toBeGreaterThan(5_000);
  }, 400_000);

  test('sabotage: an oracle that thinks otherwise of one relation, age or field goes red', async () => {
    const otherwise: readonly (typeof expectedOf)[] = [
      (one) => expectedOf(one.bond === 'held-by-school' && one.call === 'timeline' ? { ...one, bond: 'resident' } : one),
      (one) => expectedOf({ ...one, age: one.age - 1 }),
      (one) => ({ ...expectedOf(one), hidden: HIDDEN }),
      (one) => expectedOf({ ...one, isProtected: !one.isProtected }),
    ];
    for (const oracle of otherwise) expect((await wrongOn('2026-06-16', oracle, ['adviser-0751'])).wrong.length).toBeGreaterThan(0);
  }, 200_000);
});

const HIDDEN: Expected['hidden'] = ['name', 'birth-date', 'number'];
