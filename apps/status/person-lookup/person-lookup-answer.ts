import { type AnswerOf, eitherOf, listOf, object, orNull, text, uuid } from '#libs/contract';

export const MOST_NUMBERS = 1_000;

const KEY = '11111111-1111-4111-8111-111111111111';
const number = text('A civil number, 10 digits without a hyphen.', '7403104101', { pattern: '^[0-9]{10}$' });

const closed = { additionalProperties: false };
export const requestedSchema = eitherOf('LookUp', 'One number or a list of them.', [
  object('LookUpOne', 'One number.', { cpr: number }, closed),
  object(
    'LookUpMany',
    'A list of numbers.',
    { cprs: listOf(number, 'Up to 1,000 numbers.', { minItems: 1, maxItems: MOST_NUMBERS }) },
    closed,
  ),
]);

export type RequestedNumbers = AnswerOf<typeof requestedSchema>;

export const lookupSchema = eitherOf('PersonKeys', 'The key, or the keys in the order asked.', [
  object('PersonKey', 'The key of one number.', { key: uuid('The key.', KEY) }),
  object('PersonKeyList', 'The keys of a list.', {
    keys: listOf(
      orNull(uuid('A key.', KEY), 'A key; null for what is not yours and what does not exist.'),
      'In the order asked.',
    ),
  }),
]);
export type LookupAnswer = AnswerOf<typeof lookupSchema>;
