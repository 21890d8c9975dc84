import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { UnsecuredJWT } from 'jose';
import { type RunningService, startService } from '../service/running.ts';
import { ask, CALLERS, keepPlainObjects, tokensOf } from './callers.ts';

keepPlainObjects();
const KEY = '5a0d6f0e-6d0f-4f0b-9a37-0f2a5b7f1a01';
let service: RunningService;
let tokens: ReadonlyMap<string, string>;
beforeAll(async () => {
  service = await startService();
  tokens = await tokensOf(service);
});
afterAll(() => service.stop());

const BUILT = [
  `/v1/persons/${KEY}/status`,
  `/v1/persons/${KEY}/timeline`,
  `/v1/persons/${KEY}/changes`,
  `/v1/persons/${KEY}/contacts`,
  '/v1/cases',
  '/v1/cohort',
  '/v1/reporters/timeliness',
  '/v1/reporters/990110/late',
  '/v1/reporters/990110/missing',
  '/v1/me/missing',
  `/v1/receipts/${KEY}`,
  '/v1/me',
  '/v1/me/late',
  '/v1/me/findings',
  '/v1/reporters/990110/findings',
  '/v1/me/timeliness',
  '/v1/me/held',
  '/v1/me/refused',
];
const NOT_BUILT = [
  '/v1/feed',
  '/v1/feed?after=0',
  '/v1/me/holdings',
  '/v1/files',
  `/v1/files/${KEY}`,
  `/v1/persons/${KEY}/read-log`,
  `/v1/persons/${KEY}`,
  '/v1/persons',
  '/v1/rules',
  '/asyncapi.json',
];
const NOWHERE = ['/v1', '/v2/persons', '/v1/../v1/nothing', '/admin', '/.env', `/v1/persons/${KEY}/statuses`];

test.each([...NOT_BUILT, ...NOWHERE])('GET %s does not exist for any client, with or without a token', async (path) => {
  for (const caller of [undefined, ...CALLERS]) {
    const { status, body } = await ask(service, caller === undefined ? undefined : tokens.get(caller), { path });
    expect([caller, [404, 501].includes(status), ['not-found', 'not-built'].includes(body.code)]).toEqual([
      caller,
      true,
      true,
    ]);
  }
});

test.each(['/v1/reconciliation', '/v1/files', '/v1/persons/lookups', '/v1/sandbox'])(
  'POST %s is refused',
  async (path) => {
    for (const caller of ['sa-nord', 'operator']) {
      const { status } = await ask(service, tokens.get(caller), { path, body: { now: '2026-01-01T00:00:00Z' } });
      expect([404, 405, 501]).toContain(status);
    }
  },
);

test('events cannot be read by GET, persons cannot be written by POST', async () => {
  expect([404, 405]).toContain((await ask(service, tokens.get('operator'), { path: '/v1/events' })).status);
  expect([404, 405]).toContain(
    (await ask(service, tokens.get('adviser-0751'), { path: `/v1/persons/${KEY}/status`, body: {} })).status,
  );
});

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const claims = { role: 'adviser', municipality: '0751', sub: 'adviser-0751' };

test.each([
  ['no token', () => undefined, null],
  ['a word', () => 'garbage', 'invalid_token'],
  ['three parts of nothing', () => 'a.b.c', 'invalid_token'],
  [
    'a token that signs itself off with none',
    () =>
      new UnsecuredJWT(claims)
        .setIssuer(service.url)
        .setAudience('urn:ungestatus:api')
        .setExpirationTime('1h')
        .encode(),
    'invalid_token',
  ],
  [
    'a token of a key nobody has',
    () => `${part({ alg: 'ES256', kid: 'nobody' })}.${part({ ...claims, iss: service.url })}.${'A'.repeat(86)}`,
    'invalid_token',
  ],
  ['a good token with another role written in', () => withRole(tokens.get('monitor') ?? ''), 'invalid_token'],
])('%s is answered 401 with a hint how to sign in', async (_what, make, error) => {
  for (const path of BUILT) {
    const { status, body, headers } = await ask(service, make(), { path });
    expect([path, status, body.code]).toEqual([path, 401, 'unauthenticated']);
    const challenge = headers.get('www-authenticate') ?? '';
    expect([challenge.startsWith('Bearer realm="ungestatus"'), challenge.includes('error=')]).toEqual([
      true,
      error !== null,
    ]);
    if (error !== null) expect(challenge).toContain(`error="${error}"`);
  }
  expect((await ask(service, make(), { path: '/v1/persons/lookup', body: { cpr: '1' } })).status).toBe(401);
});

function withRole(token: string): string {
  const [head = '', payload = '', signature = ''] = token.split('.');
  const changed = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), ...claims };
  return `${head}.${part(changed)}.${signature}`;
}

test('an Authorization scheme other than Bearer does not count as a token', async () => {
  const answer = await service.get('/v1/cases', undefined, {
    Authorization: `Basic ${Buffer.from('adviser-0751:x').toString('base64')}`,
  });
  expect([answer.status, answer.headers.get('www-authenticate')?.startsWith('Bearer')]).toEqual([401, true]);
});

test.each(['/health/live', '/health/ready', '/openapi.json', '/v1/sandbox', '/.well-known/openid-configuration'])(
  '%s is open without a token',
  async (path) => {
    expect((await service.get(path)).status).toBe(200);
  },
);

test('every answer forbids caches to keep it and browsers to guess its type', async () => {
  for (const path of ['/v1/cases', '/nothing', '/health/live']) {
    const { headers } = await service.get(path, 'adviser-0751');
    expect([headers.get('cache-control'), headers.get('x-content-type-options'), headers.get('x-powered-by')]).toEqual([
      'no-store',
      'nosniff',
      null,
    ]);
  }
});
