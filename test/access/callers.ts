import { importJWK, SignJWT } from 'jose';
import { SANDBOX_CLIENTS } from '#apps/sandbox/issuer/clients';
import type { Answer, RunningService } from '../service/running.ts';
import type { ToldService } from '../stories/telling.ts';

/** Every ready-made caller of the sandbox, the one that signs its token requests too. */
export const CALLERS: readonly string[] = SANDBOX_CLIENTS.map(({ id }) => id);

// Jest's own realm only: its structuredClone makes objects of the outer realm, which the provider library takes for
// anything but plain objects, and then refuses a client's keys. Client metadata is JSON.
export function keepPlainObjects(): void {
  globalThis.structuredClone = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
}

/** The tokens of all callers, each got the way the caller proves who it is. */
export async function tokensOf(service: RunningService): Promise<ReadonlyMap<string, string>> {
  const tokens = new Map<string, string>();
  for (const { id, authentication } of SANDBOX_CLIENTS) {
    tokens.set(id, authentication === 'private_key_jwt' ? await signedToken(service.url, id) : await service.token(id));
  }
  return tokens;
}

async function signedToken(url: string, id: string): Promise<string> {
  const { keyClients } = (await (await fetch(`${url}/v1/sandbox`)).json()) as {
    keyClients: { id: string; privateJwk: Record<string, string> }[];
  };
  const key = keyClients.find((client) => client.id === id)?.privateJwk ?? {};
  const assertion = await new SignJWT({})
    .setProtectedHeader({ alg: 'ES256', ...(key['kid'] ? { kid: key['kid'] } : {}) })
    .setIssuer(id)
    .setSubject(id)
    .setAudience(url)
    .setJti(`${id}-${Date.now()}`)
    .setIssuedAt()
    .setExpirationTime('1m')
    .sign(await importJWK({ ...key }, 'ES256'));
  const response = await fetch(`${url}/oidc/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }),
  });
  return ((await response.json()) as { access_token: string }).access_token;
}

export interface Question {
  readonly path: string;
  /** Sent as JSON by POST where given. */
  readonly body?: object;
  /** The X-Purpose header; `follow-up` unless said, none for null. */
  readonly purpose?: string | null;
}

/** Asks with a token as it is; every answer that is no success must be a problem of the registry's form. */
export async function ask(
  service: Pick<ToldService, 'get' | 'send'>,
  token: string | undefined,
  { path, body, purpose = 'follow-up' }: Question,
): Promise<Answer> {
  const headers: Record<string, string> = {
    ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    ...(purpose === null ? {} : { 'X-Purpose': purpose }),
  };
  const answer =
    body === undefined
      ? await service.get(path, undefined, headers)
      : await service.send('POST', path, body, undefined, headers);
  const type = answer.headers.get('content-type') ?? '';
  const fits =
    answer.status < 400 ||
    (type.startsWith('application/problem+json') &&
      answer.body.status === answer.status &&
      typeof answer.body.code === 'string');
  if (!fits) throw new Error(`${path}: ${answer.status} ${type} is no problem`);
  return answer;
}

/** Rows of the read log so far. */
export async function looksLogged({ parts }: RunningService): Promise<number> {
  return (
    (await parts.pool.query<{ count: number }>('select count(*)::int as count from read_log.every_look')).rows[0]
      ?.count ?? -1
  );
}

/** What a refusal says besides which call it was. */
export function saidBy({ status, body, headers }: Answer): object {
  const { correlationId: _, instance: __, ...rest } = body;
  const named = [...headers].map(([name]) => name).filter((name) => name !== 'content-length');
  return { status, rest, headers: named.sort(), type: headers.get('content-type') };
}
