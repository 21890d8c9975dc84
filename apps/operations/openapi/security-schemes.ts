import type { Json } from '#libs/contract';

export interface Issuer {
  /** The issuer of tokens, as in `iss`. */
  readonly issuer: string;
  /** The issuer's token endpoint; undefined while the issuer does not answer. */
  readonly tokenUrl: string | undefined;
}

/** The ways to sign in, with how a system gets its token. */
export function securitySchemesOf({ issuer, tokenUrl }: Issuer): Record<string, Json> {
  const discovery = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const how =
    "A system gets its token from the issuer's token endpoint by the client credentials grant (RFC 6749, 4.4); " +
    `the endpoint is named by ${discovery}. It signs in with \`private_key_jwt\` (RFC 7523: ` +
    '`client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer` and a `client_assertion` ' +
    'signed by its key, `aud` the issuer) or, in a sandbox, with `client_secret_basic`. ' +
    'Tokens live an hour at most; fetch another before it ends or on 401.';
  return {
    ...(tokenUrl === undefined
      ? {}
      : {
          clientCredentials: {
            type: 'oauth2',
            description: how,
            flows: { clientCredentials: { tokenUrl, scopes: {} } },
          },
        }),
    bearer: {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description: `An access token the issuer ${issuer} gave, in \`Authorization: Bearer\`. ${how}`,
    },
  };
}
