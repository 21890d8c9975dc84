import 'reflect-metadata';

/** Gives a text in the one spelling used for storage and comparison; the same text if it has that spelling already. */
export type Normalise = (text: string) => string;

const METADATA = 'ungestatus:normalise';

/** A property whose text is normalised before it is checked and stored. */
export function Normalised(normalise: Normalise): PropertyDecorator {
  return Reflect.metadata(METADATA, normalise);
}

/**
 * The normalisation of a property of a class.
 * @returns undefined if the property is taken as it is
 */
export function findNormalise(prototype: object, property: string): Normalise | undefined {
  return Reflect.getMetadata(METADATA, prototype, property) as Normalise | undefined;
}
