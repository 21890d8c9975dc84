import 'reflect-metadata';
import { isPlainObject } from './decorators.ts';
import type { Shape } from './shape.ts';

/** Gives a text in the one spelling it is stored and compared in; the same text if it is spelled so already. */
export type Normalise = (text: string) => string;

const METADATA = 'ungestatus:normalise';

/** A property whose text is normalised before it is checked and stored. */
export function Normalised(normalise: Normalise): PropertyDecorator {
  return Reflect.metadata(METADATA, normalise);
}

/** How a property of a class is normalised; undefined if it is taken as it is. */
export function findNormalise(prototype: object, property: string): Normalise | undefined {
  return Reflect.getMetadata(METADATA, prototype, property) as Normalise | undefined;
}

/** The value with its known texts normalised: the very same object if nothing changed. Members of no known name stay as they are. */
export function normalisedBy(shape: Shape, value: unknown): unknown {
  if (!isPlainObject(value)) return value;
  let changed: Record<string, unknown> | undefined;
  const set = (name: string, member: unknown): void => {
    if (member !== value[name]) (changed ??= { ...value })[name] = member;
  };
  for (const [name, normalise] of shape.normalised) {
    const member = Object.hasOwn(value, name) ? value[name] : undefined;
    if (typeof member === 'string') set(name, normalise(member));
  }
  for (const [name, child] of shape.nested) if (Object.hasOwn(value, name)) set(name, normalisedBy(child, value[name]));
  return changed ?? value;
}
