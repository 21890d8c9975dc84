import {
  type AnswerOf,
  institution,
  instant,
  listOf,
  municipality,
  object,
  oneOf,
  optional,
  text,
} from '#libs/contract';
import { ROLES } from '#libs/identity';

const clientMembers = {
  id: text('The client id; also its system id in `source`.', 'sa-nord'),
  role: oneOf(ROLES, 'What it may do.', 'Role'),
  reporters: optional(listOf(text('A reporter.', '990110'), 'Whom it may speak for.')),
  municipality: optional(municipality('For whom it acts.')),
};

export const sandboxSchema = object(
  'Sandbox',
  'Ready-made clients, institutions and the clock. Everybody and everything in it is made up.',
  {
    clients: listOf(
      object('SandboxClient', 'A client that signs in with client_secret_basic.', {
        ...clientMembers,
        secret: text('Its secret.', 'gk1b2c3d'),
      }),
      'Clients with a secret.',
    ),
    keyClients: listOf(
      object('SandboxKeyClient', 'A client that signs in with private_key_jwt.', {
        ...clientMembers,
        privateJwk: object('PrivateJwk', 'Its private key (RFC 7517).', {
          kty: oneOf(['EC'], 'The kind of key.'),
          crv: oneOf(['P-256'], 'The curve.'),
          x: text('First coordinate.', 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU'),
          y: text('Second coordinate.', 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0'),
          alg: oneOf(['ES256'], 'What it signs with.'),
          use: oneOf(['sig'], 'What it is for.'),
          kid: text('Its id.', 'sa-key-1'),
          d: text('The private part.', 'jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI'),
        }),
      }),
      'Clients with a key.',
    ),
    institutions: listOf(
      object('SandboxInstitution', 'A row of the institution register.', {
        number: institution('The number.'),
        name: text('The name.', 'Erhvervsskolen Fjordhavn'),
        type: text('Institution type of the register, four digits.', '1071'),
        municipality: municipality('Where it lies.'),
        mainInstitution: optional(institution('The main school, of a department.')),
      }),
      'Made-up institutions.',
    ),
    clock: instant('What the clock shows.'),
  },
);
export type SandboxAnswer = AnswerOf<typeof sandboxSchema>;
