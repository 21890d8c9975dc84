import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { getProjectRoot } from '#libs/database';
import { type RunningService, startService } from '../service/running.ts';
import { readRequests, type WrittenRequest } from './http-files.ts';

const FOLDER = join(getProjectRoot(), 'docs/http');
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.http'));

let service: RunningService;
let env: Record<string, string>;

beforeAll(async () => {
  service = await startService({ stories: true });
  await service.parts.worker?.settle(15_000);
  const { body } = await service.get('/v1/sandbox');
  const clients = body.clients as { readonly id: string; readonly secret: string }[];
  const [ADVISER, REPORTER, MONITOR, OPERATOR] = await Promise.all(
    ['adviser-0751', 'sa-nord', 'monitor', 'operator'].map((id) => service.token(id)),
  );
  env = {
    ADVISER: ADVISER ?? '',
    REPORTER: REPORTER ?? '',
    MONITOR: MONITOR ?? '',
    OPERATOR: OPERATOR ?? '',
    SECRET: clients.find(({ id }) => id === 'sa-nord')?.secret ?? '',
  };
});
afterAll(() => service.stop());

const requestsOf = (name: string): WrittenRequest[] =>
  readRequests(readFileSync(join(FOLDER, name), 'utf8').replace('http://127.0.0.1:3000', service.url), env);

/** Encodes a name and a password as the REST Client does. */
function headersOf({ headers }: WrittenRequest): Record<string, string> {
  const [, name, password] = /^Basic (\S+) (\S+)$/.exec(headers['Authorization'] ?? '') ?? [];
  return name === undefined
    ? { ...headers }
    : { ...headers, Authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}` };
}

test.each(FILES)('every request of %s can be sent as written and gets the status written above it', async (name) => {
  const requests = requestsOf(name);
  expect(requests.length).toBeGreaterThan(0);
  for (const request of requests) {
    const { method, url, body, status, title } = request;
    const answer = await fetch(url, { method, headers: headersOf(request), ...(body === undefined ? {} : { body }) });
    expect([title, answer.status, answer.status === status ? '' : await answer.text()]).toEqual([title, status, '']);
  }
});

test('every story has its .http file in the list beside them', () => {
  const list = readFileSync(join(FOLDER, 'README.md'), 'utf8');
  expect(FILES.filter((name) => !list.includes(`(${name})`))).toEqual([]);
});

test('sabotage: an unknown variable and a request without its status are found', () => {
  expect(() => readRequests('### a\n# 200\nGET {{nowhere}}\n', {})).toThrow('{{nowhere}} has no value');
  expect(() => readRequests('### a\nGET http://127.0.0.1/\n', {})).toThrow('a line like "# 200"');
});
