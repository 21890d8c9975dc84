import { type FieldError, type FieldErrorCode, fieldError, pointerTo } from '#libs/problems';

const PROTOTYPE = '__proto__';

/** Counts the members of all objects in a parsed value: a name written twice counts once, `__proto__` not at all. */
export function membersIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + membersIn(one), 0);
  let members = 0;
  for (const name of Object.keys(value))
    if (name !== PROTOTYPE) members += 1 + membersIn((value as Record<string, unknown>)[name]);
  return members;
}

/** Matches the tokens of a valid JSON text: a text, a bracket, a comma or colon. Skips numbers and words. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[[\]{},:]/g;
const MOST_LISTED = 20;

/**
 * Lists the faulty names of a valid JSON text: a name twice in one object, of which parsers keep the last and silently
 * drop the others, and `__proto__`, which no body has.
 */
export function faultyNames(text: string): FieldError[] {
  const found = new Map<string, FieldErrorCode>();
  const open: Level[] = [];
  for (const [token] of text.matchAll(TOKEN)) {
    const level = open.at(-1);
    if (token === '{' || token === '[') open.push(levelBelow(level, token === '['));
    else if (token === '}' || token === ']') open.pop();
    else if (level !== undefined) take(level, token, found);
  }
  return [...found].slice(0, MOST_LISTED).map(([pointer, code]) => fieldError(pointer, code));
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

function take(level: Level, token: string, found: Map<string, FieldErrorCode>): void {
  if (token === ':') return;
  if (token === ',') {
    level.name = undefined;
    if (level.index !== undefined) level.index += 1;
  } else if (level.index === undefined && level.name === undefined) {
    level.name = JSON.parse(token) as string;
    const pointer = pointerTo(level.pointer, level.name);
    if (level.name === PROTOTYPE) found.set(pointer, 'unknown-field');
    else if (level.seen.has(level.name)) found.set(pointer, 'duplicate-name');
    level.seen.add(level.name);
  }
}
