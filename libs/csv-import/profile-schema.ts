const name = { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_]*$' } as const;
const anything = {} as const;

/** The shape of a profile file. `expression.ts`, which knows the operators, checks the expressions. */
export const PROFILE_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'source', 'events'],
  properties: {
    $comment: { type: ['string', 'array'], items: { type: 'string' } },
    name: { type: 'string', minLength: 1 },
    csv: {
      type: 'object',
      additionalProperties: false,
      default: {},
      properties: {
        delimiter: { type: 'string', minLength: 1, maxLength: 1, default: ',' },
        encoding: { type: 'string', default: 'auto' },
        quote: { type: 'string', minLength: 1, maxLength: 1, default: '"' },
      },
    },
    parameters: { type: 'object', default: {}, propertyNames: name, additionalProperties: { type: 'string' } },
    lookups: {
      type: 'object',
      default: {},
      propertyNames: name,
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        required: ['file', 'on'],
        properties: {
          file: { type: 'string', pattern: '^[^/\\\\]+$', not: { enum: ['.', '..'] } },
          on: { type: 'object', minProperties: 1, additionalProperties: { type: 'string' } },
          required: { type: 'boolean', default: true },
        },
      },
    },
    values: {
      type: 'array',
      default: [],
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'is'],
        properties: { name, is: anything },
      },
    },
    source: anything,
    events: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['id', 'type', 'data'],
        properties: {
          when: anything,
          id: anything,
          type: anything,
          time: anything,
          data: {
            type: 'object',
            minProperties: 1,
            propertyNames: { pattern: '^[A-Za-z][A-Za-z0-9]*(\\.[A-Za-z][A-Za-z0-9]*)*$' },
          },
        },
      },
    },
  },
} as const;
