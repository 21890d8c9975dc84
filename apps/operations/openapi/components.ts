import type { Json } from '#libs/contract';
import { withExamples } from './examples.ts';

/** Collects named schemas: each is in the document once, and all other places refer to it by a bare reference. */
export class Components {
  readonly #schemas = new Map<string, { readonly source: string; readonly schema: Json }>();

  /** A schema for the document. Collects named schemas at any depth and puts references in their place. */
  place(schema: unknown): Json {
    const { $id, ...rest } = plain(schema);
    if (typeof $id !== 'string') return this.#members(rest);
    this.add($id, rest);
    return { $ref: `#/components/schemas/${$id}` };
  }

  /** @throws Error if two different schemas have one name */
  add(name: string, schema: Json): void {
    const source = JSON.stringify(schema);
    const known = this.#schemas.get(name);
    if (known !== undefined && known.source !== source)
      throw new Error(`two schemas of the contract are called ${name}`);
    if (known !== undefined) return;
    // Before its members, since they may refer to it.
    this.#schemas.set(name, { source, schema: {} });
    this.#schemas.set(name, { source, schema: this.#members(schema) });
  }

  /** All schemas by name, each with an example: its own, or one made of its members' examples. */
  all(): Record<string, Json> {
    const names = [...this.#schemas.keys()].sort();
    const schemas = Object.fromEntries(names.map((name) => [name, this.#schemas.get(name)?.schema ?? {}]));
    return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, withExamples(schema, schemas)]));
  }

  #members(schema: Json): Json {
    return Object.fromEntries(Object.entries(schema).map(([word, value]) => [word, this.#member(word, value)]));
  }

  #member(word: string, value: unknown): unknown {
    if (word === 'properties')
      return Object.fromEntries(Object.entries(value as Json).map(([name, member]) => [name, this.place(member)]));
    if (word === 'items') return this.place(value);
    return Array.isArray(value) && (word === 'oneOf' || word === 'anyOf') ? value.map((one) => this.place(one)) : value;
  }
}

/** The schema without the library's own marks. */
function plain(schema: unknown): Json {
  return Object.fromEntries(Object.entries(schema as Json).filter(([word]) => !word.startsWith('~')));
}
