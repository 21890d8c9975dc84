import type { ClientMetadata } from 'oidc-provider';
import { clientSecret } from './derived-keys.ts';

/** The client that the pages of the service are at the sandbox's issuer. */
export const WEB_CLIENT_ID = 'web';

/** Code flow only, with one address to return to. It has no token of its own. */
export function webClientMetadata(masterKey: Buffer, answerUrl: string): ClientMetadata {
  return {
    client_id: WEB_CLIENT_ID,
    client_secret: clientSecret(masterKey, WEB_CLIENT_ID),
    token_endpoint_auth_method: 'client_secret_basic',
    grant_types: ['authorization_code'],
    response_types: ['code'],
    redirect_uris: [answerUrl],
  };
}
