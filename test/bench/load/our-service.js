import { join, resolve } from 'node:path';
import { MASTER_KEY } from '../contenders/our-parts.js';
import { freePort, started } from './started.js';

const PROGRAM = join(resolve(import.meta.dirname, '../../..'), 'bin/ungestatus.js');

async function json(url, init) {
  const answer = await fetch(url, init);
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return answer.json();
}

/** A token of a sandbox client, requested as any client does. */
export async function tokenOf(base, id) {
  const { clients } = await json(`${base}/v1/sandbox`);
  const { secret } = clients.find((client) => client.id === id);
  const { token_endpoint: endpoint } = await json(`${base}/.well-known/openid-configuration`);
  const authorization = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
  const body = new URLSearchParams({ grant_type: 'client_credentials' });
  return (await json(endpoint, { method: 'POST', headers: { authorization }, body })).access_token;
}

/** Most figures measure the capacity of the machine, not the share of one client. */
const WITHOUT_LIMITS = {
  LIMIT_QUESTIONS: 'off',
  LIMIT_REPORTS: 'off',
  LIMIT_TOKENS: 'off',
  LIMIT_BATCHES_AT_ONCE: 'off',
};

/** The product as its users start it, on a database of the bench's server; without limits unless `env` sets them. */
export async function ourService(databaseUrl, env = {}, nodeOptions = []) {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const given = {
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    UNGESTATUS_MASTER_KEY: MASTER_KEY,
    LOG_LEVEL: 'fatal',
    ...WITHOUT_LIMITS,
    ...env,
  };
  const service = await started([PROGRAM, 'start'], { env: given, ready: `${base}/health/ready`, nodeOptions });
  return { base, ...service };
}
