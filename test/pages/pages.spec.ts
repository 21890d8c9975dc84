import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { keepPlainObjects } from '../access/callers.ts';
import { type RunningService, startService } from '../service/running.ts';
import { Visitor } from './visitor.ts';

keepPlainObjects();
let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; " +
  "frame-ancestors 'none'";

/** Reads the whole answer: one that is not read keeps its connection busy. */
async function statusOf(address: string | URL): Promise<number> {
  const answer = await fetch(address);
  await answer.arrayBuffer();
  return answer.status;
}

async function as(persona: string): Promise<Visitor> {
  const visitor = new Visitor(service.url);
  await visitor.signIn(persona);
  return visitor;
}

test.each(['/', '/metode', '/logget-ud'])('%s is open, and allows nothing from outside', async (path) => {
  const { status, headers, html } = await new Visitor(service.url).get(path);
  expect([status, headers.get('content-type'), headers.get('content-security-policy')]).toEqual([
    200,
    'text/html; charset=utf-8',
    POLICY,
  ]);
  expect([headers.get('cache-control'), headers.get('referrer-policy')]).toEqual(['no-store', 'no-referrer']);
  expect(html).not.toMatch(/<script|<style|\sstyle=|\son[a-z]+=|href="#"/);
});

test('every file that a page loads comes from this service, for ever under its address, and no other file does', async () => {
  const { html } = await new Visitor(service.url).get('/');
  const addresses = [...html.matchAll(/<link [^>]*href="([^"]+)"/g)].map(([, address = '']) => address);
  expect(addresses).toHaveLength(4);
  for (const address of addresses) {
    const file = await fetch(service.url + address);
    expect([file.status, file.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
    const css = await file.text();
    for (const [, path = ''] of css.matchAll(/url\(['"]?(\.\.\/(?:img|fonts)[^'")]+\.(?:svg|woff2))/g))
      expect([path, await statusOf(new URL(path, service.url + address))]).toEqual([path, 200]);
  }
  const folder = addresses[0]?.replace('css/dkfds.min.css', '') ?? '';
  for (const name of ['js/dkfds.min.js', '../package.json', 'css/%2e%2e/%2e%2e/package.json', '__proto__', ''])
    expect([name, await statusOf(service.url + folder + name)]).toEqual([name, 404]);
});

describe('a page about reporters', () => {
  const PAGES = ['/indberettere', '/indberettere?efter=week&uger=52', '/indberettere/990110'];

  test.each(PAGES)('%s opens for the monitor', async (path) => {
    const { status, html } = await (await as('monitor')).get(path);
    expect([status, html.includes('Opdateret til og med')]).toEqual([200, true]);
  });

  test.each(['secretary-990110', 'operator', 'dpo'])(
    'does not open for %s, as if it were not there',
    async (persona) => {
      const visitor = await as(persona);
      for (const path of PAGES) {
        const { status, html } = await visitor.get(path);
        expect([path, status]).toEqual([path, 403]);
        expect(html).toContain('Siden findes ikke, eller du har ikke adgang til den');
      }
      expect((await visitor.get('/')).html).not.toContain('href="/indberettere"');
    },
  );

  test('shows an adviser the own municipality alone', async () => {
    const adviser = await as('adviser-0751');
    const seen = await Promise.all(
      ['/indberettere', '/indberettere/990110', '/indberettere?kommune=0461', '/indberettere/990120'].map((path) =>
        adviser.get(path),
      ),
    );
    expect(seen.map(({ status }) => status)).toEqual([200, 200, 403, 403]);
  });

  test.each(['?uge=2026-W54', '?uger=7', '?kommune=x', '?efter=type', '?ukendt=1', '/990110?efter-punkt=x'])(
    '%s is refused as a page that says what is wrong',
    async (query) => {
      const { status, html } = await (await as('monitor')).get(`/indberettere${query}`);
      expect([status, html.includes('Adressen kan ikke læses')]).toEqual([400, true]);
    },
  );

  test('does not open by a token, and a session opens no call of the API', async () => {
    const token = await service.token('monitor');
    const byToken = await new Visitor(service.url).get('/indberettere', { authorization: `Bearer ${token}` });
    expect([byToken.status, byToken.location]).toEqual([303, '/log-ind?til=%2Findberettere']);
    expect((await (await as('monitor')).get('/v1/reporters/timeliness')).status).toBe(401);
  });
});
