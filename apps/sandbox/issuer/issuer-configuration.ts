import type { ClientMetadata, Configuration } from 'oidc-provider';
import type { SandboxClient } from './clients.ts';
import { clientKey, clientSecret, issuerKey, publicPart } from './derived-keys.ts';
import { IssuerMemory } from './issuer-memory.ts';
import { InvalidTarget } from './oidc-provider.ts';

const HOUR = 3600;

export const ISSUER_PATHS = {
  discovery: '/.well-known/openid-configuration',
  token: '/oidc/token',
  jwks: '/oidc/jwks',
} as const;

/** The provider library's settings: client credentials and nothing else, JWT access tokens for one audience. */
export function issuerConfiguration(
  clients: readonly SandboxClient[],
  masterKey: Buffer,
  audience: string,
): Configuration {
  const byId = new Map(clients.map((client) => [client.id, client]));
  return {
    adapter: IssuerMemory,
    jwks: { keys: [{ ...issuerKey(masterKey) }] },
    clients: clients.map((client) => clientMetadata(client, masterKey)),
    clientDefaults: { id_token_signed_response_alg: 'ES256', grant_types: [], response_types: [] },
    clientAuthMethods: ['client_secret_basic', 'private_key_jwt'],
    responseTypes: [],
    routes: { token: ISSUER_PATHS.token, jwks: ISSUER_PATHS.jwks, authorization: '/oidc/auth' },
    ttl: { ClientCredentials: HOUR },
    extraTokenClaims: (_context, token) => claimsOf(byId.get(token.clientId ?? '')),
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

function claimsOf(client: SandboxClient | undefined): Record<string, string | string[]> {
  if (client === undefined) return {};
  return {
    role: client.role,
    ...(client.reporters === undefined ? {} : { reporters: [...client.reporters] }),
    ...(client.municipality === undefined ? {} : { municipality: client.municipality }),
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
