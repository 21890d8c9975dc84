import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { keepPlainObjects } from '../access/callers.ts';
import { type RunningService, startService } from '../service/running.ts';
import { Visitor } from './visitor.ts';

keepPlainObjects();
let service: RunningService;
beforeAll(async () => {
  service = await startService({ env: { SESSION_IDLE_MINUTES: '30', SESSION_HOURS: '8' } });
});
afterAll(() => service.stop());

/** Lets a time of all sessions lie so long ago. */
const ago = (column: 'seen_at' | 'started_at', interval: string) =>
  service.parts.pool.query(`update web.sessions set ${column} = now() - $1::interval`, [interval]);

async function signedIn(): Promise<Visitor> {
  const visitor = new Visitor(service.url);
  await visitor.signIn('monitor');
  return visitor;
}

test.each([
  ['seen_at', '29 minutes', 200],
  ['seen_at', '31 minutes', 303],
  ['started_at', '7 hours 59 minutes', 200],
  ['started_at', '8 hours 1 minute', 303],
] as const)('a session whose %s lies %s back is answered with %i', async (column, interval, status) => {
  const monitor = await signedIn();
  await ago(column, interval);
  expect((await monitor.get('/indberettere')).status).toBe(status);
});

test('a request prolongs a session, though never beyond its last hour', async () => {
  const monitor = await signedIn();
  await ago('seen_at', '29 minutes');
  await monitor.get('/indberettere');
  const { rows } = await service.parts.pool.query(
    "select seen_at > now() - interval '1 minute' as fresh from web.sessions",
  );
  expect(rows).toContainEqual({ fresh: true });
});

test('the next sign-in removes sessions that have ended', async () => {
  await signedIn();
  await ago('started_at', '9 hours');
  await signedIn();
  const { rows } = await service.parts.pool.query('select count(*)::int as count from web.sessions');
  expect(rows).toEqual([{ count: 1 }]);
});

test('a sandbox whose clock is moved years ahead keeps its sessions', async () => {
  const monitor = await signedIn();
  await service.setClock('2029-01-01T08:00:00Z');
  expect((await monitor.get('/indberettere')).status).toBe(200);
});
