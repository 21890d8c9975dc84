import type { ClientBase } from 'pg';
import type { Day } from '#events/model/stored';
import type { PersonView } from '#libs/access';
import type { MembersOf } from '#libs/contract';
import {
  findNameKeys,
  findPersons,
  isSealedByNameKey,
  type Keyring,
  type KnownPerson,
  nameKeyIdOf,
  type SealedEvent,
  unsealFields,
} from '#libs/persons';
import type { whoMembers } from './person-answer.ts';

/** The identity of a person as answers show it. */
export type Who = MembersOf<typeof whoMembers>;

/** A person whose identity may be shown, with what is known of it. */
export interface Named {
  readonly person: string;
  readonly birthDate: Day;
  readonly isProtected: boolean;
  readonly name: SealedEvent | null;
  readonly view: Pick<PersonView, 'notShown'>;
}

const PROTECTED_NAME = 'navnebeskyttet';

/** The identities of many persons, each as far as its decision allows. */
export async function findWho(
  client: ClientBase,
  keyring: Keyring,
  persons: readonly Named[],
): Promise<ReadonlyMap<string, Who>> {
  const readable = persons.filter(({ view, isProtected }) => !view.notShown.includes('name') && !isProtected);
  const names = await openNames(client, keyring, readable);
  return new Map(persons.map((one) => [one.person, whoOf(one, names.get(one.person))]));
}

function whoOf({ view, isProtected, birthDate }: Named, name: string | undefined): Who {
  if (view.notShown.includes('name')) return {};
  if (isProtected) return { name: PROTECTED_NAME, nameProtected: true, birthYear: Number(birthDate.slice(0, 4)) };
  return { ...(name === undefined ? {} : { name }), birthDate };
}

/** The names of persons, if known and not destroyed. Checks no decision. */
export async function openNames(
  client: ClientBase,
  keyring: Keyring,
  persons: readonly Pick<Named, 'person' | 'name'>[],
): Promise<ReadonlyMap<string, string>> {
  const named = persons.flatMap(({ person, name }) =>
    name === null || !isSealedByNameKey(name) ? [] : [{ person, name }],
  );
  if (named.length === 0) return new Map();
  const keys = await findNameKeys(
    client,
    named.flatMap(({ name: { sealed } }) => (sealed === null ? [] : [nameKeyIdOf(sealed)])),
  );
  const { byKey } = await findPersons(client, keyring, { lookups: [], keys: named.map(({ person }) => person) });
  return new Map(
    named.flatMap(({ person, name }) => {
      const opened = openName(byKey.get(person), name, keys);
      return opened === undefined ? [] : [[person, opened] as const];
    }),
  );
}

/** @returns undefined if the key is destroyed or the person forgotten */
function openName(
  person: KnownPerson | undefined,
  name: SealedEvent,
  keys: ReadonlyMap<string, Buffer>,
): string | undefined {
  if (person === undefined || person.forgotten || name.sealed === null) return undefined;
  const { given, family } = unsealFields(person, name, keys.get(nameKeyIdOf(name.sealed)));
  return typeof given === 'string' && typeof family === 'string' ? `${given} ${family}` : undefined;
}
