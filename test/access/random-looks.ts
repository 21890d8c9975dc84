import fc from 'fast-check';
import {
  EDUCATION,
  FOLLOW_UP,
  type Item,
  neutral,
  type ServiceStory,
  type StoryService,
  type Young,
} from '../stories/service-story.ts';

type AnyServiceStory = ServiceStory<StoryService>;
const PEOPLE = 6;

const OF_ONE = [
  'status',
  'timeline',
  'changes',
  'contacts',
  'status-again',
  'stranger',
  'look-up',
  'look-up-in-vain',
  'plain',
  'effect',
  'effect-of-stranger',
] as const;
const OF_MANY = ['list', 'closed-list', 'look-up-many', 'quarter-passes', 'minute-passes'] as const;

/** One action of an adviser or of a school system; `who` picks the person. */
export type Deed =
  { readonly does: (typeof OF_ONE)[number]; readonly who: number } | { readonly does: (typeof OF_MANY)[number] };

const one = fc.record({
  does: fc.constantFrom(...OF_ONE, 'plain' as const, 'effect' as const),
  who: fc.nat(PEOPLE - 1),
});
const many = fc.record({ does: fc.constantFrom(...OF_MANY, 'list' as const) });
export const anyDeeds = (length: number): fc.Arbitrary<readonly Deed[]> =>
  fc.array(fc.oneof({ weight: 2, arbitrary: one }, { weight: 1, arbitrary: many }), {
    minLength: length,
    maxLength: length,
  });

interface Person {
  readonly young: Young;
  readonly item: Item;
  readonly key: string;
}

/** A list look that can still be extended, and the persons that it has shown. */
interface OpenLook {
  readonly since: number;
  readonly shown: Set<string>;
}

/** Compares looks at persons with rows of the read log (R24), call by call. */
export class CountedLooks {
  readonly wrong: string[] = [];
  rows = 0;
  private readonly people: Person[] = [];
  private readonly lists = new Map<string, OpenLook>();
  private minute = 0;

  constructor(private readonly story: AnyServiceStory) {}

  /** Registers persons of 0751 with a case each; the school reported some of them. */
  async register(): Promise<void> {
    await this.story.at('2026-06-15T08:00:00Z');
    for (let at = 0; at < PEOPLE; at += 1) {
      const young = this.story.young('2010-03-10', 400 + at);
      await this.story.lives(young, '0751');
      await this.story.enrols(young, { startsOn: '2025-08-11', education: EDUCATION });
      const item = await this.story.report(young, 'education-interrupted', '990110', {
        enrolmentId: 'E-1',
        lastDay: '2026-06-10',
        reason: neutral('moved'),
      });
      this.people.push({ young, item, key: '' });
    }
    await this.story.at('2026-06-15T09:00:00Z');
    const { rows } = await this.story.service.parts.pool.query<{ stream: string; event_id: string }>(
      "select stream, event_id from log.events where type = 'education-interrupted.v1'",
    );
    for (const [at, person] of this.people.entries())
      this.people[at] = { ...person, key: rows.find(({ event_id: id }) => id === person.item.eventId)?.stream ?? '' };
  }

  /** Performs one action and compares the rows it left with the expected ones, person by person. */
  async do(deed: Deed): Promise<void> {
    const before = await this.rowsByPerson();
    const expected = await this.expect(deed);
    const after = await this.rowsByPerson();
    for (const { key } of this.people) {
      const left = (after.get(key) ?? 0) - (before.get(key) ?? 0);
      const right = expected.filter((person) => person === key).length;
      this.rows += left;
      if (left !== right)
        this.wrong.push(`${JSON.stringify(deed)} at ${this.minute}: ${left} rows instead of ${right}`);
    }
  }

  private async rowsByPerson(): Promise<Map<string, number>> {
    const { rows } = await this.story.service.parts.pool.query<{ person: string; n: number }>(
      'select person, count(*)::int as n from read_log.every_look group by person',
    );
    return new Map(rows.map(({ person, n }) => [person, n]));
  }

  /**
   * Performs the action.
   * @returns the person of each expected row, according to the answer
   */
  private async expect(deed: Deed): Promise<readonly string[]> {
    if ('who' in deed) return this.expectOne(deed.does, this.people[deed.who] as Person);
    const { service } = this.story;
    switch (deed.does) {
      case 'minute-passes':
        return this.pass(1);
      case 'quarter-passes':
        return this.pass(16);
      case 'list':
        return this.listed(
          'open',
          (await service.get('/v1/cases', 'adviser-0751')).body.cases.map(({ person }: { person: string }) => person),
        );
      case 'closed-list':
        return this.listed(
          'closed',
          (await service.get('/v1/cases?state=closed', 'adviser-0751')).body.cases.map(
            ({ person }: { person: string }) => person,
          ),
        );
      case 'look-up-many': {
        const cprs = [...this.people.map(({ young }) => young.cpr), this.story.young('2010-06-06', 7).cpr];
        const { body } = await service.send('POST', '/v1/persons/lookup', { cprs }, 'adviser-0751', FOLLOW_UP);
        return this.listed(
          'look-up',
          (body.keys as (string | null)[]).filter((key) => key !== null),
        );
      }
    }
  }

  private async expectOne(does: (typeof OF_ONE)[number], { young, item, key }: Person): Promise<readonly string[]> {
    const { service } = this.story;
    const ask = (what: string, client = 'adviser-0751', headers = {}) =>
      service.get(`/v1/persons/${key}/${what}`, client, { ...FOLLOW_UP, ...headers });
    switch (does) {
      case 'status-again':
        // Counts as a look, although the answer is a 304.
        await ask('status', 'adviser-0751', { 'If-None-Match': '*' });
        return [key];
      case 'stranger':
        await ask('status', 'adviser-0461');
        return [];
      case 'look-up':
        await service.send('POST', '/v1/persons/lookup', { cpr: young.cpr }, 'adviser-0751', FOLLOW_UP);
        return [key];
      case 'look-up-in-vain':
        await service.send('POST', '/v1/persons/lookup', { cpr: young.cpr }, 'adviser-0461', FOLLOW_UP);
        return [];
      case 'plain':
        await service.get(item.receipt, 'sa-nord');
        return [];
      case 'effect':
        // Leaves a row although the school sees nothing of the person: it asked for the effect.
        await service.get(`${item.receipt}?effect=true`, 'sa-nord');
        return [key];
      case 'effect-of-stranger':
        await service.get(`${item.receipt}?effect=true`, 'sa-syd');
        return [];
      case 'status':
      case 'timeline':
      case 'changes':
      case 'contacts':
        await ask(does);
        return [key];
    }
  }

  private async pass(minutes: number): Promise<readonly string[]> {
    this.minute += minutes;
    await this.story.at(new Date(Date.parse('2026-06-15T09:00:00Z') + this.minute * 60_000).toISOString());
    return [];
  }

  /**
   * The persons that are new to a list: shown again on the same list within fifteen minutes of the first look is the
   * same look.
   */
  private listed(list: string, persons: readonly string[]): readonly string[] {
    if (persons.length === 0) return [];
    const open = this.lists.get(list);
    const look = open && this.minute - open.since < 15 ? open : { since: this.minute, shown: new Set<string>() };
    this.lists.set(list, look);
    const newly = persons.filter((person) => !look.shown.has(person));
    for (const person of newly) look.shown.add(person);
    return newly;
  }
}
