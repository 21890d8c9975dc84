import { randomUUID } from 'node:crypto';
import type { ClientBase, Pool } from 'pg';
import { type Keyring, seal, unseal } from './keyring.ts';
import type { KnownPerson } from './persons.ts';

/**
 * A key that seals the data naming a young person in one event. It is destroyed when the last right to see the name
 * ends.
 */
export interface NameKey {
  readonly id: string;
  readonly person: string;
  readonly key: Buffer;
  /** Sealed by the person's key: forgetting the person also makes the name unreadable. */
  readonly wrapped: Buffer;
}

const ID_BYTES = 16;

/** @throws for a forgotten person */
export function newNameKey(keyring: Keyring, person: KnownPerson): NameKey {
  const id = randomUUID();
  const key = keyring.newDataKey();
  return { id, person: person.person, key, wrapped: seal(person.dataKey(), contextOf(id), key.toString('base64')) };
}

/**
 * The key's id, then the text sealed by the key: if writers race, each creates a key of its own, and none replaces
 * another's.
 */
export function sealByNameKey({ id, key }: NameKey, context: string, text: string): Buffer {
  return Buffer.concat([Buffer.from(id.replaceAll('-', ''), 'hex'), seal(key, context, text)]);
}

export function nameKeyIdOf(sealed: Buffer): string {
  const hex = sealed.subarray(0, ID_BYTES).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** @throws if the key, the context or the sealed text is not the original one, and for a forgotten person */
export function openByNameKey(person: KnownPerson, wrapped: Buffer, context: string, sealed: Buffer): string {
  const key = Buffer.from(unseal(person.dataKey(), contextOf(nameKeyIdOf(sealed)), wrapped), 'base64');
  return unseal(key, context, sealed.subarray(ID_BYTES));
}

export async function insertNameKeys(client: ClientBase, keys: readonly NameKey[], at: string): Promise<void> {
  await client.query({
    name: 'insert-name-keys',
    text: `insert into person_keys.name_keys (id, person, wrapped_key, made_at)
      select id, person, wrapped_key, $4::timestamptz
      from unnest($1::uuid[], $2::uuid[], $3::bytea[]) as g (id, person, wrapped_key)`,
    values: [keys.map(({ id }) => id), keys.map(({ person }) => person), keys.map(({ wrapped }) => wrapped), at],
  });
}

/** The keys that are kept, by id; destroyed keys are left out. */
export async function findNameKeys(
  client: Pool | ClientBase,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Buffer>> {
  if (ids.length === 0) return new Map();
  const { rows } = await client.query<{ id: string; wrapped_key: Buffer }>({
    name: 'find-name-keys',
    text: 'select id, wrapped_key from person_keys.name_keys where id = any($1::uuid[]) and wrapped_key is not null',
    values: [ids],
  });
  return new Map(rows.map(({ id, wrapped_key: key }) => [id, key]));
}

/** A page of the persons with a kept key, in order of their keys, and the time at which the newest was created. */
export async function pageOfNamed(
  client: Pool | ClientBase,
  after: string | undefined,
  limit: number,
): Promise<{ person: string; madeAt: string }[]> {
  const { rows } = await client.query<{ person: string; made_at: string }>({
    name: 'page-of-named',
    text: `select person, max(made_at) as made_at from person_keys.name_keys
      where wrapped_key is not null and person > $1
      group by person order by person limit $2`,
    values: [after ?? '00000000-0000-0000-0000-000000000000', limit],
  });
  return rows.map(({ person, made_at: madeAt }) => ({ person, madeAt }));
}

/** Destroys every name key of the persons. @returns the number of keys */
export async function destroyNameKeys(
  client: Pool | ClientBase,
  persons: readonly string[],
  at: string,
): Promise<number> {
  const { rowCount } = await client.query(
    `update person_keys.name_keys set wrapped_key = null, destroyed_at = $2
     where person = any($1::uuid[]) and wrapped_key is not null`,
    [persons, at],
  );
  return rowCount ?? 0;
}

function contextOf(id: string): string {
  return `name-key:${id}`;
}
