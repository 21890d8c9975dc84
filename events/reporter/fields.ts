import { Check, Pattern } from '#libs/validation';

/** The id of a source system, as it stands in a source. */
export function SystemId(): PropertyDecorator {
  return Pattern(/^[a-z0-9][a-z0-9.-]{0,63}$/u, 'system-id', 'The id of a system, as in `source`.');
}

const SHORT_TYPE = /^[a-z-]{1,64}\.v[0-9]{1,4}$/u;
const MOST_TYPES = 100;

/** Short names of event types, each once. Whether a type exists is decided later: the catalogue grows. */
export function EventTypes(): PropertyDecorator {
  const schema = {
    type: 'array',
    items: { type: 'string', pattern: SHORT_TYPE.source },
    minItems: 1,
    maxItems: MOST_TYPES,
    uniqueItems: true,
  };
  return Check('eventTypes', schema, isListOfTypes, { code: 'type-list' });
}

function isListOfTypes(value: unknown): boolean {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_TYPES) return false;
  return new Set(value).size === value.length && value.every((one) => typeof one === 'string' && SHORT_TYPE.test(one));
}
