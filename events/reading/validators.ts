import { createValidator, type Validator } from '#libs/validation';
import { catalogue, type EventName } from '../catalogue.ts';

const compiled = new Map<EventName, Validator>();

/**
 * The validator of a type's `data` as sent, with the person if it is about one; compiled once. Throws for types that
 * only the service writes.
 */
export function getValidator(type: EventName): Validator {
  const known = compiled.get(type);
  if (known !== undefined) return known;
  const { dataClass } = catalogue[type];
  if (dataClass === null) throw new Error(`${type} is not taken in from outside.`);
  const validator = createValidator(dataClass);
  compiled.set(type, validator);
  return validator;
}
