import { type AnswerOf, day, listOf, municipality, object, oneOf, optional, text } from '#libs/contract';
import { ROLES } from '#libs/identity';
import { deliveryGroundMembers } from '../../grounds/delivery-ground.ts';

const connectionSchema = object(
  'Connection',
  'The first report of a type: since then the reporter counts as connected.',
  {
    type: text('The type of event.', 'dk.ungestatus.education-interrupted.v1'),
    since: day('The day of the first report of the type, whichever system sent it.', '2026-08-13'),
  },
);

export const meSchema = object('Me', 'Who calls, and for whom it speaks.', {
  client: text('The calling program, by its name at the issuer.', 'sa-nord'),
  subject: optional(text('The person who is logged in, by the issuer’s name.', 'adviser-17')),
  role: oneOf(ROLES, 'Its role.'),
  municipality: optional(municipality('Of callers that act for a municipality.')),
  reporters: listOf(
    object('OwnReporter', 'A reporter that the caller may report for.', {
      reporter: text('The reporter.', '990110'),
      title: optional(text('The name of the institution.', 'Nordby Gymnasium')),
      mode: oneOf(['unknown'], 'How its reports are made; unknown until the reporter has confirmed a connection.'),
      connections: listOf(connectionSchema, 'In the order of types; empty before its first report.'),
    }),
    'In the order of the token. Empty for a role that reports nothing.',
  ),
  asOf: deliveryGroundMembers.asOf,
});
export type MeAnswer = AnswerOf<typeof meSchema>;
