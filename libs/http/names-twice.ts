import { type FieldError, fieldError, pointerTo, ProblemError } from '#libs/problems';

/** Members of all objects in a parsed value: a name written twice is there once. @throws ProblemError for a prototype */
export function membersIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + membersIn(one), 0);
  let members = 0;
  for (const name of Object.keys(value)) {
    if (name === '__proto__') throw new ProblemError('malformed-json', { detail: '__proto__ is no name' });
    members += 1 + membersIn((value as Record<string, unknown>)[name]);
  }
  return members;
}

/** Tokens of a valid JSON text: a text, a bracket, a comma or colon; numbers and words are passed over. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[[\]{},:]/g;
const MOST_TOLD = 20;

/** Where a JSON text that parses has a name twice in one object. Parsers keep the last one and drop the others in silence. */
export function namesTwice(text: string): FieldError[] {
  const found = new Set<string>();
  const open: Level[] = [];
  for (const [token] of text.matchAll(TOKEN)) {
    const level = open.at(-1);
    if (token === '{' || token === '[') open.push(levelBelow(level, token === '['));
    else if (token === '}' || token === ']') open.pop();
    else if (level !== undefined) take(level, token, found);
  }
  return [...found].slice(0, MOST_TOLD).map((pointer) => fieldError(pointer, 'duplicate-name'));
}

interface Level {
  readonly pointer: string;
  readonly seen: Set<string>;
  /** The index being read; undefined in an object. */
  index: number | undefined;
  /** The member being read; undefined while a name is expected. */
  name: string | undefined;
}

function levelBelow(above: Level | undefined, isArray: boolean): Level {
  const pointer = above === undefined ? '' : pointerTo(above.pointer, String(above.index ?? above.name));
  return { pointer, seen: new Set(), index: isArray ? 0 : undefined, name: undefined };
}

function take(level: Level, token: string, found: Set<string>): void {
  if (token === ':') return;
  if (token === ',') {
    level.name = undefined;
    if (level.index !== undefined) level.index += 1;
  } else if (level.index === undefined && level.name === undefined) {
    level.name = JSON.parse(token) as string;
    if (level.seen.has(level.name)) found.add(pointerTo(level.pointer, level.name));
    level.seen.add(level.name);
  }
}
