// Waits for a sandbox and asks for the answers of its three stories.
// node test/nodes/ask-stories.js http://127.0.0.1:3000
import { setTimeout as pause } from 'node:timers/promises';

const [, , url = 'http://127.0.0.1:3000'] = process.argv;
const PATIENCE_MS = 120_000;

async function json(path, init) {
  const response = await fetch(url + path, init);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}

async function untilReady() {
  const until = performance.now() + PATIENCE_MS;
  while (!(await fetch(`${url}/health/ready`).catch(() => undefined))?.ok) {
    if (performance.now() > until) throw new Error('the service is not ready');
    await pause(200);
  }
}

async function tokenOf(clients, id) {
  const { token_endpoint: endpoint } = await json('/.well-known/openid-configuration');
  const { secret } = clients.find((client) => client.id === id);
  const authorization = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
  const answer = await fetch(new URL(new URL(endpoint).pathname, url), {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials',
  });
  return (await answer.json()).access_token;
}

await untilReady();
const { clients } = await json('/v1/sandbox');
const headers = { authorization: `Bearer ${await tokenOf(clients, 'adviser-0751')}`, 'x-purpose': 'follow-up' };
const { cases } = await json('/v1/cases', { headers });
if (!(cases?.length > 0)) throw new Error('the stories have no case on the work list');
const statuses = await Promise.all(
  cases.map(({ person }) => json(`/v1/persons/${person.key ?? person}/status`, { headers })),
);
if (statuses.some(({ status }) => typeof status !== 'string' && typeof status?.code !== 'string'))
  throw new Error('a story has no status');
console.log(`node ${process.version}: ${cases.length} cases and their persons’ statuses answered`);
