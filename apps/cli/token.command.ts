import { StartupProblem } from '#libs/database';
import { readConfig } from '../service/config.ts';

interface SandboxAnswer {
  readonly clients: readonly { readonly id: string; readonly secret: string }[];
}

/** Prints an access token for one of the sandbox's clients, from the running service. */
export async function printToken(clientId: string): Promise<void> {
  console.log(await fetchToken(readConfig(process.env).publicUrl, clientId));
}

async function fetchToken(url: string, clientId: string): Promise<string> {
  const sandbox = await getJson<SandboxAnswer>(`${url}/v1/sandbox`, url);
  const client = sandbox.clients.find(({ id }) => id === clientId);
  if (!client) {
    throw new StartupProblem(
      'bad-configuration',
      `There is no sandbox client "${clientId}". There are: ${sandbox.clients.map(({ id }) => id).join(', ')}.`,
    );
  }
  const { token_endpoint: endpoint } = await getJson<{ token_endpoint: string }>(
    `${url}/.well-known/openid-configuration`,
    url,
  );
  const credentials = Buffer.from(`${client.id}:${client.secret}`).toString('base64');
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { Authorization: `Basic ${credentials}`, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials',
  });
  const { access_token: token } = (await response.json()) as { access_token?: string };
  if (!token)
    throw new StartupProblem(
      'bad-configuration',
      `The issuer gave no token for ${clientId} (HTTP ${response.status}).`,
    );
  return token;
}

async function getJson<T>(address: string, url: string): Promise<T> {
  const response = await fetch(address).catch(() => undefined);
  if (response?.ok) return (await response.json()) as T;
  throw new StartupProblem(
    'bad-configuration',
    `No sandbox answers at ${url}. Start it with npm start, or say where it is: PORT=… or PUBLIC_URL=…`,
  );
}
