import { createServer } from 'node:net';
import { Pool } from 'pg';

const dist = (path) => import(new URL(`../../../dist/${path}.js`, import.meta.url).href);
const { readConfig } = await dist('apps/service/config');
const { startService } = await dist('apps/service/start/start-service');
const SILENT = { error: console.error, warn() {}, info() {}, debug() {}, fatal: console.error };

/** The whole service in this process, on a data folder of its own and a free port. */
export async function startSandbox(folder) {
  const port = await freePort();
  const config = readConfig({ DATA_DIR: folder, PORT: String(port), SANDBOX_STORIES: 'off' });
  const app = await startService({ config, print: () => undefined, log: SILENT });
  const parts = { pool: app.get(Pool) };
  return { url: `http://127.0.0.1:${port}`, parts, tokens: new Map(), stop: () => app.close() };
}

/**
 * Registers people of 0751 with a name and an open case each.
 * @returns their numbers, and as many unknown numbers
 */
export async function loadPeople(service, count) {
  const numberOf = (serial) => `7003104${String(serial).padStart(3, '0')}`;
  const known = Array.from({ length: count }, (_, serial) => numberOf(serial));
  await callAs(service, undefined, 'PUT', '/v1/sandbox/clock', { now: '2026-06-15T09:00:00Z' });
  const send = (client, reporter, type, dataOf) => {
    const reports = known.map((cpr, index) => ({
      specversion: '1.0',
      id: `${type}-${index}`,
      source: `/systems/${client}/reporters/${reporter}`,
      type: `dk.ungestatus.${type}.v1`,
      time: '2026-06-15T08:00:00Z',
      data: { person: { cpr }, ...dataOf(index) },
    }));
    return callAs(service, client, 'POST', '/v1/events', reports, 'application/cloudevents-batch+json');
  };
  await send('cpr', 'cpr', 'residence-changed', () => ({ municipality: '0751', from: '2020-01-01' }));
  await send('cpr', 'cpr', 'name-registered', (index) => ({
    given: 'Alma',
    family: `Opdigtet ${'abcdefghij'[index % 10]}`,
  }));
  const education = { system: 'cosa', code: '1920' };
  await send('sa-nord', '990110', 'enrolment-registered', (index) => ({
    enrolmentId: `E-${index}`,
    institution: '990110',
    education,
    kind: 'vocational',
    startsOn: '2025-08-11',
  }));
  await send('sa-nord', '990110', 'education-interrupted', (index) => ({
    enrolmentId: `E-${index}`,
    lastDay: '2026-06-10',
    reason: { system: 'neutral', code: 'moved' },
  }));
  await callAs(service, undefined, 'PUT', '/v1/sandbox/clock', { now: '2026-06-15T10:00:00Z' });
  return { known, unknown: known.map((cpr) => `${cpr.slice(0, 4)}11${cpr.slice(6)}`) };
}

export async function askService(service, client, method, path, body) {
  await tokenOf(service, client);
  const began = performance.now();
  const answer = await callAs(service, client, method, path, body);
  return { body: answer, milliseconds: Number((performance.now() - began).toFixed(2)) };
}

export async function callAs(service, client, method, path, body, type = 'application/json') {
  const headers = {
    'X-Purpose': 'follow-up',
    ...(body === undefined ? {} : { 'Content-Type': type }),
    ...(client ? { Authorization: `Bearer ${await tokenOf(service, client)}` } : {}),
  };
  const response = await fetch(service.url + path, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = await response.json();
  if (response.status >= 300 || (answer.counts?.refused ?? 0) > 0)
    throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer).slice(0, 400)}`);
  return answer;
}

async function tokenOf(service, id) {
  if (service.tokens.has(id)) return service.tokens.get(id);
  const { clients } = await (await fetch(`${service.url}/v1/sandbox`)).json();
  const { secret } = clients.find((one) => one.id === id);
  const { token_endpoint: endpoint } = await (await fetch(`${service.url}/.well-known/openid-configuration`)).json();
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
  });
  const { access_token: token } = await response.json();
  service.tokens.set(id, token);
  return token;
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

export function percentile(times, which) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil((which / 100) * sorted.length) - 1)];
}
