import type { Role } from '#libs/identity';
import type { SandboxClient } from './clients.ts';
import { clientKey, clientSecret, type EcPrivateJwk } from './derived-keys.ts';

/** A client in `GET /v1/sandbox`, with the credentials for a token. */
export interface DescribedClient {
  readonly id: string;
  readonly secret: string;
  readonly role: Role;
  readonly reporters?: readonly string[];
  readonly municipality?: string;
}

/** A client of kind private_key_jwt: its private key in place of a secret. */
export type DescribedKeyClient = Omit<DescribedClient, 'secret'> & { readonly privateJwk: EcPrivateJwk };

/** For the sandbox only: these are credentials, shown because all data behind them are made up. */
export function describeClients(
  clients: readonly SandboxClient[],
  masterKey: Buffer,
): { readonly clients: DescribedClient[]; readonly keyClients: DescribedKeyClient[] } {
  return {
    clients: clients
      .filter(({ authentication }) => authentication === 'client_secret_basic')
      .map(({ id, authentication: _, ...rest }) => ({ id, secret: clientSecret(masterKey, id), ...rest })),
    keyClients: clients
      .filter(({ authentication }) => authentication === 'private_key_jwt')
      .map(({ id, authentication: _, ...rest }) => ({ id, ...rest, privateJwk: clientKey(masterKey, id) })),
  };
}
