import { Inject, Injectable } from '@nestjs/common';
import { Pool, type PoolClient } from 'pg';
import { decideAccess, type PersonDecision, type Purpose, relationOf } from '#libs/access';
import { ageOn, CLOCK, type Clock, localDay } from '#libs/calendar';
import type { Actor } from '#libs/identity';
import { findPersons, Keyring } from '#libs/persons';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import { type ListLook, withListLooks } from '#libs/access-log';
import { findBonds } from '../bonds.ts';

interface Caller {
  readonly actor: Actor;
  readonly purpose: Purpose;
}

interface Found {
  readonly keys: readonly (string | null)[];
  readonly allowed: ReadonlyMap<string, Extract<PersonDecision, { allowed: true }>>;
}

@Injectable()
export class ListLookup {
  constructor(
    private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(RULE_BOOK) private readonly rules: RuleBook,
    private readonly keyring: Keyring,
  ) {}

  /**
   * The keys of the numbers that this adviser may look up, in the order given, with null for all others; a list look at
   * the persons found.
   */
  async find({ actor, purpose }: Caller, numbers: readonly string[]): Promise<readonly (string | null)[]> {
    const at = this.clock.now();
    const list = 'lookup';
    const look = { at, actor, purpose, question: 'person-lookup' as const, list };
    const lookups = numbers.map((number) => this.keyring.lookupOf(number));
    const { keys } = await withListLooks(
      this.pool,
      { subject: actor.subject, list },
      ({ allowed }: Found) => looksOf(allowed, look),
      async (client) => {
        const { byLookup } = await findPersons(client, this.keyring, {
          lookups: [...new Map(lookups.map((one) => [one.toString('hex'), one])).values()],
          keys: [],
        });
        const persons = lookups.map((one) => byLookup.get(one.toString('hex'))?.person);
        const known = [...new Set(persons.flatMap((person) => person ?? []))];
        const allowed = await this.allowedOf(client, { actor, purpose, at, persons: known });
        return {
          keys: persons.map((person) => (person !== undefined && allowed.has(person) ? person : null)),
          allowed,
        };
      },
    );
    return keys;
  }

  private async allowedOf(
    client: PoolClient,
    { actor, purpose, at, persons }: Caller & { readonly at: Date; readonly persons: readonly string[] },
  ): Promise<Found['allowed']> {
    const today = localDay(at);
    const bonds = await findBonds(client, persons, today);
    const allowed = new Map<string, Extract<PersonDecision, { allowed: true }>>();
    for (const [person, known] of bonds) {
      const question = {
        kind: 'person-lookup',
        relation: relationOf(actor, known),
        ageOn: ageOn(known.birthDate, today),
        purpose,
        isProtected: false,
      } as const;
      const decision = decideAccess(actor, question, this.rules.on(today));
      if (decision.allowed) allowed.set(person, decision);
    }
    return allowed;
  }
}

function looksOf(allowed: Found['allowed'], look: Omit<ListLook, 'fields' | 'persons'>): ListLook[] {
  const full = [...allowed].filter(([, { view }]) => view.extent === 'full').map(([person]) => person);
  const narrow = [...allowed].filter(([, { view }]) => view.extent === 'narrow');
  return [
    { ...look, fields: 'all', persons: full },
    { ...look, fields: narrow[0]?.[1].fields ?? 'all', persons: narrow.map(([person]) => person) },
  ];
}
