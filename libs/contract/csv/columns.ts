import type { TSchema } from 'typebox';

/** A column of a CSV answer: the path of a member, and its name in the header row. */
export interface Column {
  readonly name: string;
  readonly path: readonly string[];
  /** `row`: of each row. `answer`: of the whole answer, repeated in each row, so that a file says what it rests on. */
  readonly of: 'row' | 'answer';
}

interface Described {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Described>>;
  readonly items?: Described;
}

/** The cursor of the next page is a header of the answer. */
const LEFT_OUT: readonly string[] = ['next'];

/**
 * The columns of an answer whose rows are in one member. They follow from the schema alone, so a page without a row, or
 * without an optional member, has the same header. A further list of the answer is another table and stays away.
 * @throws Error if the member is no list of objects
 */
export function csvColumnsOf(schema: TSchema, rows: string): readonly Column[] {
  const { [rows]: list, ...others } = (schema as Described).properties ?? {};
  if (list?.items?.properties === undefined) throw new Error(`${rows} is no list of objects`);
  const answer = Object.entries(others).filter(([name, { items }]) => items === undefined && !LEFT_OUT.includes(name));
  return [
    ...pathsOf(list.items).map((path): Column => ({ name: path.join('.'), path, of: 'row' })),
    ...answer.flatMap(([name, member]) =>
      pathsOf(member).map((path): Column => {
        const whole = [name, ...path];
        return { name: ['answer', ...whole].join('.'), path: whole, of: 'answer' };
      }),
    ),
  ];
}

/** The paths of all members that have no members of their own; those of a list are the paths of its items. */
function pathsOf(schema: Described): (readonly string[])[] {
  if (schema.items !== undefined) return pathsOf(schema.items);
  if (schema.properties === undefined) return [[]];
  return Object.entries(schema.properties).flatMap(([name, member]) => pathsOf(member).map((path) => [name, ...path]));
}
