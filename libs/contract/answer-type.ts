import type { Static, TObject, TSchema } from 'typebox';

/** The type of an answer by its schema. Answers are read-only. */
export type AnswerOf<Schema extends TSchema> = DeepReadonly<Static<Schema>>;

/** The type of an object by its members, for members that several answers share. */
export type MembersOf<Members extends Record<string, TSchema>> = AnswerOf<TObject<Members>>;

type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Name in keyof T]: DeepReadonly<T[Name]> }
    : T;

/** The paths of all members of a type at any depth, such as `cases.due.A`. */
type PathsOf<T> = T extends readonly (infer Item)[]
  ? PathsOf<Item>
  : T extends object
    ? { [Name in keyof T & string]: Name | `${Name}.${PathsOf<T[Name]>}` }[keyof T & string]
    : never;

/**
 * `unknown` if the schema describes the returned type with all its members; else a type that no value fits, which names
 * the members that the schema lacks. TypeScript alone accepts an object with more members.
 */
export type Documented<Returned, Answer> = [Returned] extends [Answer]
  ? [Exclude<PathsOf<Returned>, PathsOf<Answer>>] extends [never]
    ? unknown
    : { readonly schemaLacks: Exclude<PathsOf<Returned>, PathsOf<Answer>> }
  : { readonly returnedDiffersFrom: Answer };
