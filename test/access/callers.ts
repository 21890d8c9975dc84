import { randomUUID } from 'node:crypto';
import { importJWK, SignJWT } from 'jose';
import { SANDBOX_CLIENTS } from '#apps/sandbox/issuer/clients';
import type { Answer, RunningService } from '../service/running.ts';
import type { StoryService } from '../stories/service-story.ts';

/** Every ready-made client of the sandbox, including the one that signs its token requests. */
export const CALLERS: readonly string[] = SANDBOX_CLIENTS.map(({ id }) => id);

// Needed in jest's own realm only: its structuredClone makes objects of the outer realm, which the provider library
// does not take for plain objects, so that it refuses a client's keys. Client metadata is JSON.
export function keepPlainObjects(): void {
  globalThis.structuredClone = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
}

/** The tokens of all clients, each requested by the client's own way to prove its identity. */
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
    .setJti(randomUUID())
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
  /** The body, sent as JSON by POST; a GET without one. */
  readonly body?: object;
  /** The X-Purpose header: `follow-up` by default, no header if null. */
  readonly purpose?: string | null;
}

/** Calls with a given token. Every answer that is not a success must be a problem in the form of the registry. */
export async function ask(
  service: Pick<StoryService, 'get' | 'send'>,
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

/** The current number of rows in the read log. */
export async function looksLogged({ parts }: RunningService): Promise<number> {
  return (
    (await parts.pool.query<{ count: number }>('select count(*)::int as count from read_log.every_look')).rows[0]
      ?.count ?? -1
  );
}

/** The content of a refusal without the members that depend on the call. */
export function saidBy({ status, body, headers }: Answer): object {
  const { correlationId: _, instance: __, ...rest } = body;
  const named = [...headers].map(([name]) => name).filter((name) => name !== 'content-length');
  return { status, rest, headers: named.sort(), type: headers.get('content-type') };
}
