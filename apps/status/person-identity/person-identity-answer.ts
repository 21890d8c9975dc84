import { type AnswerOf, object, optional, text } from '#libs/contract';

export const identitySchema = object(
  'Identity',
  "Who a person is in the civil register. The number stands in an answer's body only.",
  {
    cpr: text('The civil number.', '7403104101', { pattern: '^[0-9]{10}$' }),
    name: optional(text('Given and family name; missing if no name is known.', 'Alma Sørensen')),
  },
);
export type IdentityAnswer = AnswerOf<typeof identitySchema>;
