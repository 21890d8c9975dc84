/** The path of an object in an event, by names. */
type Path = readonly string[];
type Json = Record<string, unknown>;

export interface Mutated {
  readonly event: Json;
  /** The change and its place, for the message of a failure. */
  readonly done: string;
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every name in an event, with the path of its object. */
function places(value: Json, path: Path = []): Path[] {
  return Object.entries(value).flatMap(([name, inner]) => [
    [...path, name],
    ...(isObject(inner) ? places(inner, [...path, name]) : []),
  ]);
}

function objectAt(event: Json, path: Path): Json {
  return path.reduce<Json>((inner, name) => inner[name] as Json, event);
}

const OTHER_NAMES: readonly ((name: string) => string)[] = [
  (name) => `${name}s`,
  (name) => name.slice(0, -1),
  (name) => name.toUpperCase(),
  (name) => `${name} `,
  (name) => `\u200b${name}`,
  (name) => `_${name}`,
  (name) => name.replace(/[A-Z]/, (letter) => `_${letter.toLowerCase()}`),
  (name) => name.replace('o', 'о'),
  (name) => `${name}\u0301`,
  () => '__proto__',
  () => 'constructor',
];
const OTHER_VALUES: readonly ((value: unknown) => unknown)[] = [
  () => null,
  () => 7,
  () => -0.5,
  () => true,
  () => [],
  () => ({}),
  (value) => [value],
  (value) => ({ value }),
  () => '',
  () => ' ',
  () => '2026-02-30',
  (value) => `${String(value)}\u0000`,
  (value) => String(value).normalize('NFD'),
  (value) => String(value).replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
  (value) => ` ${String(value)} `,
  (value) => String(value).repeat(200),
];

type Mutation = (event: Json, path: Path, pick: (count: number) => number) => string;

function set(object: Json, name: string, value: unknown): void {
  // As JSON.parse does, even for "__proto__".
  Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
}

const MUTATIONS: readonly Mutation[] = [
  function renamed(event, path, pick) {
    const [object, name] = [objectAt(event, path.slice(0, -1)), path.at(-1) ?? ''];
    const other = OTHER_NAMES[pick(OTHER_NAMES.length)]?.(name) ?? '';
    const value = object[name];
    delete object[name];
    set(object, other, value);
    return `renamed to ${JSON.stringify(other)}`;
  },
  function beside(event, path, pick) {
    const [object, name] = [objectAt(event, path.slice(0, -1)), path.at(-1) ?? ''];
    const other = OTHER_NAMES[pick(OTHER_NAMES.length)]?.(name) ?? '';
    set(object, other, object[name]);
    return `once more as ${JSON.stringify(other)}`;
  },
  function otherValue(event, path, pick) {
    const [object, name] = [objectAt(event, path.slice(0, -1)), path.at(-1) ?? ''];
    set(object, name, OTHER_VALUES[pick(OTHER_VALUES.length)]?.(object[name]));
    return `with the value ${JSON.stringify(object[name])?.slice(0, 80)}`;
  },
  function moved(event, path, pick) {
    const [object, name] = [objectAt(event, path.slice(0, -1)), path.at(-1) ?? ''];
    const homes = [
      [],
      ...places(event).filter((place) => isObject(objectAt(event, place)) && place.join() !== path.join()),
    ];
    const home = homes[pick(homes.length)] ?? [];
    if (home.join().startsWith(path.join())) return 'left alone';
    const value = object[name];
    delete object[name];
    set(objectAt(event, home), name, value);
    return `moved to /${home.join('/')}`;
  },
];

/**
 * Changes one name of an event once.
 * @param pick a whole number below the count
 */
export function mutate(event: Json, pick: (count: number) => number): Mutated {
  const changed = structuredClone(event);
  const all = places(changed);
  const path = all[pick(all.length)] ?? [];
  const done = MUTATIONS[pick(MUTATIONS.length)]?.(changed, path, pick) ?? '';
  return { event: changed, done: `/${path.join('/')} ${done}` };
}
