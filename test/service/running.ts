import { createServer } from 'node:net';
import { type Logger, pino } from 'pino';
import { testDatabase } from '#libs/testing';
import { readConfig } from '#apps/service/config';
import { startService as start } from '#apps/service/start/start-service';
import { AnswerCheck, type SeenAnswer } from '../contract/answer-check.ts';
import { partsOf, type ServiceParts } from './parts.ts';

/** The whole service on a real port and a database of its own, as its users have it. */
export interface RunningService {
  readonly url: string;
  readonly parts: ServiceParts;
  readonly databaseUrl: string;
  /** An access token of a sandbox client, from the service's own issuer. */
  token(client: string): Promise<string>;
  get(path: string, client?: string, headers?: Record<string, string>): Promise<Answer>;
  send(
    method: 'POST' | 'PUT',
    path: string,
    body: unknown,
    client?: string,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  /** Posts one CloudEvent or, for an array, a batch. */
  report(client: string, reports: object | readonly object[], query?: string): Promise<Answer>;
  /** Posts a body as it is. */
  sendText(path: string, body: string | Buffer, client: string, type: string): Promise<Answer>;
  setClock(now: string): Promise<void>;
  stop(): Promise<void>;
}

export interface Answer<Body = any> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface RunningOptions {
  readonly stories?: boolean;
  readonly env?: Record<string, string>;
  /** Called with every log line from warnings on. */
  readonly onLog?: (line: string) => void;
}

/** @param options.stories loads the sandbox's three stories too; its institutions are always there */
export async function startService(options: RunningOptions = {}): Promise<RunningService> {
  const { url, drop } = await testDatabase();
  const { onLog } = options;
  const log = onLog ? pino({ level: 'warn' }, { write: onLog }) : pino({ level: process.env.LOG_LEVEL ?? 'fatal' });
  const service = await serviceOn(url, { ...options, log });
  return {
    ...service,
    stop: async () => {
      await service.stop();
      await drop();
    },
  };
}

export interface ServiceOnOptions extends Pick<RunningOptions, 'stories' | 'env'> {
  readonly log?: Logger;
  readonly print?: (line: string) => void;
}

/** The service in this process on a database that outlives it. */
export async function serviceOn(databaseUrl: string, options: ServiceOnOptions = {}): Promise<RunningService> {
  const port = await freePort();
  const env = {
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    UNGESTATUS_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
    SANDBOX_STORIES: options.stories === true ? 'on' : 'off',
    ...options.env,
  };
  const { log = pino({ level: 'fatal' }), print = () => undefined } = options;
  const app = await start({ config: readConfig(env), print, log });
  return { ...client(`http://127.0.0.1:${port}`), parts: partsOf(app), databaseUrl, stop: () => app.close() };
}

/** A client of a service that runs already, in this process or another. */
export function client(url: string): Omit<RunningService, 'parts' | 'databaseUrl' | 'stop'> {
  const tokens = new Map<string, Promise<string>>();
  const token = (id: string): Promise<string> => {
    let known = tokens.get(id);
    if (!known) tokens.set(id, (known = fetchToken(url, id)));
    return known;
  };
  const call = async (path: string, init: RequestInit, id?: string): Promise<Answer> => {
    const headers = {
      ...(init.headers as Record<string, string>),
      ...(id ? { Authorization: `Bearer ${await token(id)}` } : {}),
    };
    const response = await fetch(url + path, { ...init, headers });
    const text = await response.text();
    const answer = {
      status: response.status,
      headers: response.headers,
      body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text,
    };
    await checkAgainstContract(url, { method: init.method ?? 'GET', path, ...answer });
    return answer;
  };
  const send: RunningService['send'] = (method, path, body, id, headers = {}) =>
    call(path, { method, body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', ...headers } }, id);
  return {
    url,
    token,
    send,
    get: (path, id, headers = {}) => call(path, { headers }, id),
    report: (id, reports, query = '') => {
      const type = Array.isArray(reports) ? 'application/cloudevents-batch+json' : 'application/cloudevents+json';
      return send('POST', `/v1/events${query}`, reports, id, { 'Content-Type': type });
    },
    sendText: (path, body, id, type) => call(path, { method: 'POST', body, headers: { 'Content-Type': type } }, id),
    setClock: async (now) => {
      const { status, body } = await send('PUT', '/v1/sandbox/clock', { now });
      if (status >= 300) throw new Error(`the clock was not set: ${JSON.stringify(body)}`);
    },
  };
}

const checks = new Map<string, Promise<AnswerCheck | undefined>>();

/**
 * Compares an answer with the contract of the service that gave it.
 * @throws Error if it differs
 */
async function checkAgainstContract(url: string, seen: SeenAnswer): Promise<void> {
  const check = await (checks.get(url) ?? fetchContract(url));
  const faults = check?.faults(seen) ?? [];
  if (faults.length > 0)
    throw new Error(
      `${seen.method} ${seen.path} ${seen.status} does not fit /openapi.json: ${faults.slice(0, 5).join('; ')}`,
    );
}

/** The contract of a service. If the service is gone after its answer, the next answer fetches it. */
async function fetchContract(url: string): Promise<AnswerCheck | undefined> {
  const fetched = fetch(`${url}/openapi.json`)
    .then(async (response) => new AnswerCheck((await response.json()) as Record<string, unknown>))
    .catch(() => undefined);
  checks.set(url, fetched);
  if ((await fetched) === undefined) checks.delete(url);
  return fetched;
}

async function fetchToken(url: string, id: string): Promise<string> {
  const sandbox = (await (await fetch(`${url}/v1/sandbox`)).json()) as { clients: { id: string; secret: string }[] };
  const found = sandbox.clients.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`no sandbox client ${id}`);
  const { token_endpoint: endpoint } = (await (await fetch(`${url}/.well-known/openid-configuration`)).json()) as {
    token_endpoint: string;
  };
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      Authorization: `Basic ${Buffer.from(`${id}:${found.secret}`).toString('base64')}`,
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
  });
  return ((await response.json()) as { access_token: string }).access_token;
}

/**
 * Lies below the ports that systems give to outgoing calls, so that no call takes a port between its probe and its use.
 */
const FIRST_PORT = 10_000;
const PORTS = 20_000;
/** Another place for each process: workers of a run that probe at the same time do not choose the same port. */
let nextPort = (process.pid * 127) % PORTS;

/** A port on which nothing listens. Each call of a process gives another one. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST_PORT + nextPort;
    nextPort = (nextPort + 1) % PORTS;
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
