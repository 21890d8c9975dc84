import 'reflect-metadata';

const ABOUT = 'ungestatus:about';

/** Description and example of a field, for the developers that send it. */
export interface FieldWords {
  readonly description: string;
  readonly example: unknown;
}

/** Describes a field with an example, once: schemas, the contract and generated clients use both from here. */
export function About(description: string, example: unknown): PropertyDecorator {
  return (target, property) =>
    Reflect.defineMetadata(ABOUT, { description, example } satisfies FieldWords, target, property);
}

/** @returns undefined if the field is not described */
export function findFieldWords(shape: abstract new () => object, property: string): FieldWords | undefined {
  return Reflect.getMetadata(ABOUT, shape.prototype as object, property) as FieldWords | undefined;
}
