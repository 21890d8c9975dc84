import { getMetadataStorage, ValidationTypes } from 'class-validator';
import { isPlainObject } from './json.ts';
import { nestedClass, type ShapeClass } from './json-schema.ts';
import { findNormalise, type Normalise } from './normalised.ts';

/** A class as its decorators describe it: its property names and those that are objects of a known class. */
export interface Shape {
  readonly shapeClass: ShapeClass;
  readonly names: readonly string[];
  readonly nested: ReadonlyMap<string, Shape>;
  /** The texts that are normalised before they are checked. */
  readonly normalised: ReadonlyMap<string, Normalise>;
}

/** Reads a class's decorators. Throws if it has none. */
export function shapeOf(shapeClass: ShapeClass): Shape {
  const metadata = getMetadataStorage().getTargetValidationMetadatas(shapeClass, '', true, false);
  if (metadata.length === 0) throw new Error(`${shapeClass.name} has no validation decorators.`);
  const nested = metadata
    .filter((meta) => meta.type === ValidationTypes.NESTED_VALIDATION)
    .map((meta) => meta.propertyName);
  const names = [...new Set(metadata.map((meta) => meta.propertyName))];
  return {
    shapeClass,
    names,
    normalised: new Map(names.flatMap((name) => withNormalise(shapeClass, name))),
    nested: new Map(nested.map((name) => [name, shapeOf(nestedClass(shapeClass, name))])),
  };
}

function withNormalise({ prototype }: ShapeClass, name: string): [string, Normalise][] {
  const normalise = findNormalise(prototype as object, name);
  return normalise === undefined ? [] : [[name, normalise]];
}

/**
 * Builds an instance with the known fields only. Does not use class-transformer's plainToInstance, which silently drops
 * `__proto__`, `constructor` and names of methods and calls what a body gives as `constructor`.
 */
export function instanceOf(shape: Shape, value: Record<string, unknown>): object {
  const instance = new shape.shapeClass() as Record<string, unknown>;
  for (const name of shape.names) {
    if (!Object.hasOwn(value, name)) continue;
    const member = value[name];
    const child = shape.nested.get(name);
    instance[name] = child !== undefined && isPlainObject(member) ? instanceOf(child, member) : member;
  }
  return instance;
}

/**
 * Normalises the known texts of a value; returns the very same object if nothing changed. Unknown members stay as they
 * are.
 */
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
