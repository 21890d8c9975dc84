import type { ClientMetadata, Configuration } from 'oidc-provider';
import type { SandboxClient } from './clients.ts';
import { clientKey, clientSecret, issuerKey, publicPart } from './derived-keys.ts';
import { IssuerMemory } from './issuer-memory.ts';
import { InvalidTarget } from './oidc-provider.ts';
import { findPersona, type Persona } from './personas.ts';
import { SIGN_IN_TTL, signInConfiguration } from './sign-in-configuration.ts';
import { webClientMetadata } from './web-client.ts';

const HOUR = 3600;

export const ISSUER_PATHS = {
  discovery: '/.well-known/openid-configuration',
  token: '/oidc/token',
  jwks: '/oidc/jwks',
  authorization: '/oidc/auth',
} as const;

/**
 * The provider library's settings: client credentials for systems, the code flow for the pages, JWT access tokens for
 * one audience.
 * @param answerUrl the address to which a sign-in returns
 */
export function issuerConfiguration(
  clients: readonly SandboxClient[],
  masterKey: Buffer,
  audience: string,
  answerUrl: string,
): Configuration {
  const byId = new Map(clients.map((client) => [client.id, client]));
  return {
    adapter: IssuerMemory,
    jwks: { keys: [{ ...issuerKey(masterKey) }] },
    clients: [...clients.map((client) => clientMetadata(client, masterKey)), webClientMetadata(masterKey, answerUrl)],
    clientDefaults: { id_token_signed_response_alg: 'ES256', grant_types: [], response_types: [] },
    clientAuthMethods: ['client_secret_basic', 'private_key_jwt'],
    ...signInConfiguration(masterKey, audience),
    responseTypes: ['code'],
    routes: { token: ISSUER_PATHS.token, jwks: ISSUER_PATHS.jwks, authorization: ISSUER_PATHS.authorization },
    ttl: { ClientCredentials: HOUR, ...SIGN_IN_TTL },
    extraTokenClaims: (_context, token) =>
      'accountId' in token ? claimsOf(findPersona(token.accountId)) : claimsOf(byId.get(token.clientId ?? '')),
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
      resourceIndicators: oneResource(audience),
    },
  };
}

function clientMetadata({ id, authentication }: SandboxClient, masterKey: Buffer): ClientMetadata {
  const metadata: ClientMetadata = {
    client_id: id,
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
    token_endpoint_auth_method: authentication,
  };
  switch (authentication) {
    case 'client_secret_basic':
      return { ...metadata, client_secret: clientSecret(masterKey, id) };
    case 'private_key_jwt':
      return {
        ...metadata,
        token_endpoint_auth_signing_alg: 'ES256',
        jwks: { keys: [{ ...publicPart(clientKey(masterKey, id)) }] },
      };
  }
}

function claimsOf(caller: SandboxClient | Persona | undefined): Record<string, string | string[]> {
  if (caller === undefined) return {};
  return {
    role: caller.role,
    ...('organisation' in caller ? { organisation: caller.organisation } : {}),
    ...(caller.reporters === undefined ? {} : { reporters: [...caller.reporters] }),
    ...(caller.municipality === undefined ? {} : { municipality: caller.municipality }),
  };
}

// With the default, callers need no `resource` parameter; naming any other resource is refused (RFC 8707).
function oneResource(audience: string): NonNullable<NonNullable<Configuration['features']>['resourceIndicators']> {
  return {
    enabled: true,
    defaultResource: () => audience,
    useGrantedResource: () => true,
    getResourceServerInfo: (_context, resource) => {
      if (resource !== audience) throw new InvalidTarget();
      return { scope: '', audience, accessTokenFormat: 'jwt', accessTokenTTL: HOUR, jwt: { sign: { alg: 'ES256' } } };
    },
  };
}
