import { METHODS } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type RunningService, startService } from '../service/running.ts';
import { rawCall } from './raw-call.ts';

const KEY = '5a0d6f0e-6d0f-4f0b-9a37-0f2a5b7f1a01';
let service: RunningService;
let documented: ReadonlyMap<string, readonly string[]>;
beforeAll(async () => {
  service = await startService();
  const { paths } = (await service.get('/openapi.json')).body as { paths: Record<string, Record<string, unknown>> };
  documented = new Map(
    Object.entries(paths).map(([path, item]) => [
      path.replace(/\{[^}]+\}/g, KEY),
      Object.keys(item).map((name) => name.toUpperCase()),
    ]),
  );
});
afterAll(() => service.stop());

const call = (method: string, path: string) => rawCall(service.url, { method, path });
const allowed = (headers: string): string[] =>
  (/\r\nallow: ([^\r]*)/.exec(headers)?.[1] ?? '')
    .toUpperCase()
    .split(', ')
    .filter((name) => name !== '')
    .sort();

/** The Allow header of an address with these methods. */
const allowedWith = (methods: readonly string[]): string[] =>
  [...new Set([...methods, 'OPTIONS', ...(methods.includes('GET') ? ['HEAD'] : [])])].sort();

describe('another method at a known address', () => {
  test('is answered 405 with the methods of the contract, without a token and whatever the method', async () => {
    const wrong: string[] = [];
    for (const [path, methods] of documented) {
      for (const method of METHODS.filter((name) => !['CONNECT', 'HEAD', 'OPTIONS', ...methods].includes(name))) {
        const { status, headers, body } = await call(method, path);
        const answer = [
          status,
          headers.includes('application/problem+json'),
          JSON.stringify(allowed(headers)),
          body.includes('"code":"method-not-allowed"'),
        ];
        if (JSON.stringify(answer) !== JSON.stringify([405, true, JSON.stringify(allowedWith(methods)), true]))
          wrong.push(`${method} ${path}: ${answer.join(' ')}`);
      }
    }
    expect([documented.size > 15, wrong]).toEqual([true, []]);
  });

  test('is answered with the allowed methods alone for OPTIONS', async () => {
    for (const [path, methods] of documented) {
      const { status, headers, body } = await call('OPTIONS', path);
      expect([path, status, allowed(headers), body]).toEqual([path, 204, allowedWith(methods), '']);
      expect(headers).not.toContain('access-control-');
    }
  });

  test('is answered like GET, without a body, for HEAD', async () => {
    for (const [path, methods] of documented) {
      const [head, get] = [await call('HEAD', path), await call('GET', path)];
      expect([path, head.status, head.body]).toEqual([path, methods.includes('GET') ? get.status : 405, '']);
    }
  });

  test('is answered 405 in every spelling of the address', async () => {
    for (const path of ['/v1/%65vents', '/v1/events?mode=all-or-nothing'])
      expect((await call('GET', path)).status).toBe(405);
    for (const path of ['/v1/events/', '/V1/events', '/v1//events'])
      expect([404, 405]).toContain((await call('GET', path)).status);
  });

  test("is answered 405 for the issuer's addresses too; an unknown address is not found by any method", async () => {
    const { token_endpoint: endpoint } = (await service.get('/.well-known/openid-configuration')).body as {
      token_endpoint: string;
    };
    expect((await call('DELETE', new URL(endpoint).pathname)).status).toBe(405);
    for (const method of ['GET', 'POST', 'PROPFIND', 'OPTIONS', 'TRACE'])
      expect([method, (await call(method, '/nothing')).status]).toEqual([method, 404]);
  });

  test('is answered without reading its body: a bomb costs nothing', async () => {
    const answer = await rawCall(service.url, {
      method: 'PUT',
      path: '/v1/events',
      body: ['['.repeat(200_000)],
      headers: { 'Content-Type': 'application/json' },
    });
    expect(answer.status).toBe(405);
  });
});
