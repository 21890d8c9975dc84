import type { Static, TSchema } from 'typebox';

/** The type of an answer by its schema; answers are never changed once made. */
export type AnswerOf<Schema extends TSchema> = DeepReadonly<Static<Schema>>;

type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Name in keyof T]: DeepReadonly<T[Name]> }
    : T;

/** Every member of a type at any depth, as `cases.due.A`. */
type MembersOf<T> = T extends readonly (infer Item)[]
  ? MembersOf<Item>
  : T extends object
    ? { [Name in keyof T & string]: Name | `${Name}.${MembersOf<T[Name]>}` }[keyof T & string]
    : never;

/**
 * `unknown` if the schema describes what is returned with every member it has; else a type nothing fits, which names what the
 * schema lacks. TypeScript alone lets a wider object through.
 */
export type Documented<Returned, Answer> = [Returned] extends [Answer]
  ? [Exclude<MembersOf<Returned>, MembersOf<Answer>>] extends [never]
    ? unknown
    : { readonly schemaLacks: Exclude<MembersOf<Returned>, MembersOf<Answer>> }
  : { readonly returnedDiffersFrom: Answer };
