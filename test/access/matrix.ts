import { ageOn } from '#libs/calendar';
import type { Answer } from '../service/running.ts';
import { neutral, type ServiceStory, type StoryService, type Young } from '../stories/service-story.ts';
import { ask } from './callers.ts';
import { type Bond, type Call, CALLS, type Case, type Expected, expectedOf } from './who-sees-what.ts';

export const ADVISERS: readonly string[] = ['adviser-0751', 'adviser-0461'];
const BIRTHS = ['2011-06-15', '2010-06-15', '2001-06-15', '1996-06-15'];
const BONDS: readonly Bond[] = [
  'resident',
  'taken-back',
  'no-municipality',
  'held-by-school',
  'moved-away',
  'stranger',
];
const FAMILY = 'Matrixsen';

interface Person {
  readonly young: Young;
  readonly bond: Bond;
  readonly isProtected: boolean;
  key: string;
}

/** Persons of every age and bond, with a question by every client and call. */
export class AccessMatrix {
  private readonly persons: Person[] = [];

  constructor(
    private readonly story: ServiceStory<StoryService>,
    private readonly tokens: ReadonlyMap<string, string>,
  ) {}

  async register(): Promise<void> {
    await this.story.at('2026-06-10T08:00:00Z');
    for (const [row, birthDate] of BIRTHS.entries()) {
      for (const [column, bond] of BONDS.entries()) {
        if (bond === 'held-by-school' && birthDate !== '2010-06-15') continue;
        for (const isProtected of bond === 'held-by-school' ? [false] : [false, true]) {
          this.persons.push({
            young: this.story.young(birthDate, 100 + row * 20 + column * 2 + Number(isProtected)),
            bond,
            isProtected,
            key: '',
          });
          await this.bind(this.persons.at(-1) as Person);
        }
      }
    }
    await this.story.at('2026-06-12T08:00:00Z');
    const { rows } = await this.story.service.parts.pool.query<{ stream: string; sender_id: string }>(
      `select stream, sender_id from log.events where sender_id like 'named-%'`,
    );
    for (const { stream, sender_id: id } of rows) (this.persons[Number(id.slice(6))] as Person).key = stream;
  }

  private async bind({ young, bond, isProtected }: Person): Promise<void> {
    const number = this.persons.length - 1;
    await this.story.report(
      young,
      'name-registered',
      'cpr',
      { given: 'Alma', family: FAMILY },
      { id: `named-${number}` },
    );
    if (isProtected) await this.story.report(young, 'protection-changed', 'cpr', { kind: 'name-and-address' });
    const moved = (municipality: string, from: string, id?: string) =>
      this.story.report(young, 'residence-changed', 'cpr', { municipality, from }, id === undefined ? {} : { id });
    switch (bond) {
      case 'resident':
        return void (await moved('0751', '2020-01-01'));
      case 'taken-back':
        await moved('0751', '2020-01-01', `home-${number}`);
        return void (await this.story.report(young, 'report-withdrawn', 'cpr', {
          withdraws: { id: `home-${number}` },
          reason: neutral('sent-by-mistake'),
        }));
      case 'no-municipality':
        await moved('0751', '2020-01-01');
        return void (await moved('0999', '2026-06-01'));
      case 'held-by-school':
        await this.story.enrols(young, { startsOn: '2025-08-11' });
        return void (await this.story.leaves(young, '2026-06-08'));
      case 'moved-away':
        await moved('0751', '2020-01-01');
        return void (await moved('0461', '2026-06-01'));
      case 'stranger':
        return void (await moved('0461', '2020-01-01'));
    }
  }

  private async callOf(client: string, { key, young }: Person, call: Call): Promise<Answer> {
    const token = this.tokens.get(client);
    const person = `/v1/persons/${key}`;
    switch (call) {
      case 'status':
      case 'timeline':
      case 'changes':
      case 'contacts':
        return ask(this.story.service, token, { path: `${person}/${call}` });
      case 'status-for-another-purpose':
        return ask(this.story.service, token, { path: `${person}/status`, purpose: 'own-insight' });
      case 'status-then':
        return ask(this.story.service, token, { path: `${person}/status?validOn=2026-06-01` });
      case 'lookup':
        return ask(this.story.service, token, { path: '/v1/persons/lookup', body: { cpr: young.cpr } });
      case 'identity':
        return ask(this.story.service, token, { path: `${person}/identity`, body: {} });
      case 'identity-with-reason':
        return this.story.service.send('POST', `${person}/identity`, {}, undefined, {
          Authorization: `Bearer ${token ?? ''}`,
          'X-Purpose': 'follow-up',
          'X-Reason': 'contact-duty',
        });
    }
  }

  /** The faults in the answers of one day: leaks and wrong refusals. */
  async wrongOn(
    day: string,
    clients: readonly string[],
    oracle = expectedOf,
  ): Promise<{ asked: number; wrong: string[] }> {
    let asked = 0;
    const wrong: string[] = [];
    for (const client of clients) {
      for (const person of this.persons) {
        const answers = await Promise.all(
          CALLS.map(async (call) => [call, await this.callOf(client, person, call)] as const),
        );
        for (const [call, answer] of answers) {
          asked += 1;
          const one: Case = {
            client,
            bond: person.bond,
            age: ageOn(person.young.birthDate, day),
            isProtected: person.isProtected,
            call,
          };
          wrong.push(
            ...faultsOf(answer, person, oracle(one), call).map((fault) => `${day} ${JSON.stringify(one)}: ${fault}`),
          );
        }
      }
    }
    return { asked, wrong };
  }
}

const OTHERS: Readonly<Record<Expected['hidden'][number], (person: Person) => string>> = {
  name: () => FAMILY,
  'birth-date': ({ young }) => young.birthDate,
  number: ({ young }) => young.cpr,
};

/** The faults of one answer: a leak, a wrong refusal, or none. The first spell of a timeline begins at birth. */
function faultsOf(answer: Answer, person: Person, expected: Expected, call: Call): string[] {
  const text = JSON.stringify(answer.body);
  const isHistory = call === 'timeline' || call === 'changes';
  const leaks = expected.hidden.filter(
    (what) => !(what === 'birth-date' && isHistory && answer.status === 200) && text.includes(OTHERS[what](person)),
  );
  return [
    ...(answer.status === expected.status ? [] : [`${answer.status} instead of ${expected.status}`]),
    ...leaks.map((what) => `shows the ${what}`),
  ];
}
