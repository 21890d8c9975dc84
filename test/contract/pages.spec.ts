import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { FIELD_ERRORS, PROBLEMS, type ProblemCode } from '#libs/problems';
import { type RunningService, startService } from '../service/running.ts';

let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

/** The addresses that a page loads from. */
const loads = (page: string): string[] =>
  [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address = '']) => address);

describe('the page /docs', () => {
  test('loads everything from this service, each file with its type, under a policy that allows no other code', async () => {
    const { status, headers, body } = await service.get('/docs');
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(loads(body).length).toBeGreaterThan(3);
    for (const address of loads(body)) {
      const loaded = await fetch(new URL(address, `${service.url}/docs`));
      expect([address, loaded.status, new URL(loaded.url).origin]).toEqual([address, 200, service.url]);
      expect(loaded.headers.get('content-type')).toMatch(/^(?:text\/(?:css|javascript)|image\/png|application\/json)/);
      await loaded.arrayBuffer();
    }
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'self'; style-src 'self'/);
    expect(body).not.toMatch(/<script>|\sstyle=|\son[a-z]+=/);
  });

  test('serves no other file of the package and none outside it', async () => {
    for (const name of [
      'index.html',
      'package.json',
      'oauth2-redirect.html',
      '..%2fpackage.json',
      '%2e%2e%2fpackage.json',
      '__proto__',
      'constructor',
    ]) {
      expect([name, (await service.get(`/docs/${name}`)).status]).toEqual([name, 404]);
    }
  });
});

describe('the pages of /problems', () => {
  test.each(Object.keys(PROBLEMS) as ProblemCode[])(
    'explain %s in both languages with its remedy, as a page and as JSON',
    async (code) => {
      const { da, en, remedy, status } = PROBLEMS[code];
      const json = await service.get(`/problems/${code}`);
      expect([json.status, json.body]).toEqual([
        200,
        expect.objectContaining({ code, status, title: { da, en }, remedy }),
      ]);
      const page = await service.get(`/problems/${code}`, undefined, { Accept: 'text/html,*/*;q=0.8' });
      expect([page.status, page.headers.get('content-type'), page.headers.get('vary')]).toEqual([
        200,
        'text/html; charset=utf-8',
        'Accept',
      ]);
      for (const words of [da, en, remedy.da, remedy.en])
        expect(page.body).toContain(words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'));
    },
  );

  test('are the target of the type of a problem that was sent', async () => {
    const refused = await service.get('/v1/cohort');
    expect(refused.status).toBe(401);
    expect((await service.get(refused.body.type)).body).toMatchObject({ code: refused.body.code });
  });

  test('do not exist for an unknown code, and the list has every code of the registry', async () => {
    for (const code of ['nothing', '__proto__', 'toString'])
      expect([code, (await service.get(`/problems/${code}`)).status]).toEqual([code, 404]);
    const { body } = await service.get('/problems');
    for (const code of [...Object.keys(PROBLEMS), ...Object.keys(FIELD_ERRORS)]) expect(body).toContain(code);
  });
});
