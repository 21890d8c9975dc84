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

const visitor = (): Visitor => new Visitor(service.url);
const sessions = async (): Promise<number> =>
  (await service.parts.pool.query<{ count: number }>('select count(*)::int as count from web.sessions')).rows[0]
    ?.count ?? 0;

describe('a sign-in', () => {
  test('leads to the issuer with state, nonce and code challenge, and back to the page that asked for it', async () => {
    const monitor = visitor();
    const asked = await monitor.get('/indberettere?uger=52');
    expect([asked.status, asked.location]).toEqual([303, '/log-ind?til=%2Findberettere%3Fuger%3D52']);
    const { searchParams } = new URL((await monitor.get(asked.location)).location);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      scope: 'openid',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(await monitor.signIn('monitor', asked.location)).toBe('/indberettere?uger=52');
    expect((await monitor.get('/indberettere')).status).toBe(200);
  });

  test.each(['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/a\nb'])(
    'does not lead to %s afterwards',
    async (target) => {
      expect(await visitor().signIn('monitor', `/log-ind?til=${encodeURIComponent(target)}`)).toBe('/indberettere');
    },
  );

  test('sets cookies that no script reads and no other site sends', async () => {
    const { headers } = await visitor().get('/log-ind');
    expect(headers.getSetCookie()).toEqual([expect.stringMatching(/; Path=\/; HttpOnly; SameSite=Lax$/)]);
  });

  test('begins a session under a new id, whatever id the browser had, and ends the one before', async () => {
    const monitor = visitor();
    const planted = 'A'.repeat(43);
    monitor.cookies.set('ungestatus-session', planted);
    await monitor.signIn('monitor');
    const first = monitor.cookies.get('ungestatus-session');
    expect([first === planted, first]).toEqual([false, expect.stringMatching(/^[\w-]{43}$/)]);
    const before = await sessions();
    await monitor.signIn('operator');
    expect([monitor.cookies.get('ungestatus-session') === first, await sessions()]).toEqual([false, before]);
    const old = visitor();
    old.cookies.set('ungestatus-session', first ?? '');
    expect((await old.get('/indberettere')).status).toBe(303);
  });

  test('asks for a persona each time: nobody goes on as the one before', async () => {
    const monitor = visitor();
    await monitor.signIn('monitor');
    const { location } = await monitor.get((await monitor.get('/log-ind')).location);
    expect(location).toContain('/oidc/personer/');
  });

  test('stores the id of a session as a hash alone', async () => {
    const monitor = visitor();
    await monitor.signIn('monitor');
    const { rows } = await service.parts.pool.query('select * from web.sessions');
    expect(JSON.stringify(rows)).not.toContain(monitor.cookies.get('ungestatus-session'));
  });
});

describe('an answer of the issuer is refused', () => {
  const refused = async (browser: Visitor, answer: string): Promise<void> => {
    const before = await sessions();
    const { status, html } = await browser.get(answer);
    expect([status, html.includes('Log ind lykkedes ikke'), await sessions()]).toEqual([400, true, before]);
    expect(browser.cookies.has('ungestatus-session')).toBe(false);
  };
  const altered = (answer: string, name: string, value: string): string => {
    const url = new URL(answer);
    url.searchParams.set(name, value);
    return url.href;
  };

  test('with another state', async () => {
    const browser = visitor();
    await refused(browser, altered(await browser.choose('monitor'), 'state', 'A'.repeat(43)));
  });

  test('with another code, and with the name of another issuer', async () => {
    for (const [name, value] of [
      ['code', 'made-up'],
      ['iss', 'https://evil.example'],
    ] as const) {
      const browser = visitor();
      await refused(browser, altered(await browser.choose('monitor'), name, value));
    }
  });

  test('in a browser that has not asked for it', async () => {
    await refused(visitor(), await visitor().choose('monitor'));
  });

  test('in a browser that has asked for another one: state, nonce and verifier are its own', async () => {
    const [victim, attacker] = [visitor(), visitor()];
    const answer = await attacker.choose('monitor');
    await victim.get('/log-ind');
    await refused(victim, answer);
  });

  test('if the code is redeemed with the verifier of another attempt', async () => {
    const browser = visitor();
    const answer = await browser.choose('monitor');
    const stateOfNext = new URL((await browser.get('/log-ind')).location).searchParams.get('state') ?? '';
    await refused(browser, altered(answer, 'state', stateOfNext));
  });

  test('a second time: the attempt has gone with the first answer', async () => {
    const browser = visitor();
    const answer = await browser.choose('monitor');
    await browser.get(answer);
    browser.cookies.delete('ungestatus-session');
    await refused(browser, answer);
  });
});

describe('a persona', () => {
  test('is chosen in the browser that began, and only one that there is', async () => {
    const browser = visitor();
    const { location } = await browser.get((await browser.get('/log-ind')).location);
    const stranger = await visitor().get(location);
    expect([stranger.status, stranger.html.includes('Log ind er udløbet')]).toEqual([400, true]);
    expect((await visitor().post(`${location}/monitor`)).status).toBe(400);
    expect((await browser.post(`${location}/nobody`)).status).toBe(404);
    expect((await browser.get(location)).headers.get('content-security-policy')).toMatch(/^default-src 'none'; /);
  });
});

describe('a sign-out', () => {
  test('destroys the session; its cookie opens nothing any more', async () => {
    const monitor = visitor();
    await monitor.signIn('monitor');
    const id = monitor.cookies.get('ungestatus-session') ?? '';
    const out = await monitor.post('/log-ud', { _csrf: await monitor.formToken() });
    expect([out.status, out.location, monitor.cookies.has('ungestatus-session')]).toEqual([303, '/logget-ud', false]);
    expect((await monitor.get('/logget-ud')).html).toContain('Du er logget ud');
    monitor.cookies.set('ungestatus-session', id);
    expect((await monitor.get('/indberettere')).status).toBe(303);
  });

  test('needs the token of this session, and a page of this site', async () => {
    const [monitor, other] = [visitor(), visitor()];
    await monitor.signIn('monitor');
    await other.signIn('monitor');
    const own = await monitor.formToken();
    const foreign = await other.formToken();
    const tried = [
      await monitor.post('/log-ud'),
      await monitor.post('/log-ud', { _csrf: '' }),
      await monitor.post('/log-ud', { _csrf: foreign }),
      await monitor.post('/log-ud', { _csrf: own }, { 'sec-fetch-site': 'cross-site' }),
    ];
    expect(tried.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    expect((await monitor.get('/indberettere')).status).toBe(200);
  });
});
