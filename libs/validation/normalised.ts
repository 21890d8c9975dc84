import 'reflect-metadata';

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
