import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getProjectRoot } from '#libs/database';
import { testDatabase } from '#libs/testing';
import { newEvent } from '../../../test/given/new-event.ts';
import { type RunningService, serviceOn, startService } from '../../../test/service/running.ts';
import { FOLLOW_UP, ServiceStory } from '../../../test/stories/service-story.ts';
import { readerPlaces } from '../../../libs/subscriptions/places.query.ts';

let service: RunningService;
let story: ServiceStory;
beforeAll(async () => {
  service = await startService({ env: { READY_LAG_SECONDS: '1800' } });
  story = new ServiceStory(service);
  await story.at('2026-06-01T08:00:00Z');
});
afterAll(() => service.stop());

const figures = async (): Promise<string> => (await service.get('/metrics')).body;
/** @returns undefined if there is no such line */
const valueOf = (text: string, line: string): number | undefined => {
  const found = text.split('\n').find((one) => one.startsWith(`${line} `));
  return found === undefined ? undefined : Number(found.slice(line.length));
};

test('reports are counted by type, outcome and code; an unknown type counts as "unknown"', async () => {
  const young = story.young('2010-03-01', 1);
  await story.lives(young, '0751');
  const sent = story.event(young, 'residence-changed', 'cpr', { municipality: '0461', from: '2026-01-01' });
  for (let times = 0; times < 3; times += 1) await service.report('cpr', sent);
  await service.report('cpr', { ...sent, data: { ...(sent['data'] as object), municipality: '0751' } });
  await service.report('cpr', [{ ...sent, type: `dk.ungestatus.${young.cpr}.v1` }, 'no report']);
  await story.send(young, 'education-interrupted', '990110', {
    enrolmentId: 'E-9',
    lastDay: '2026-05-29',
    reason: { system: 'neutral', code: 'moved' },
  });
  const text = await figures();
  const counted = (type: string, outcome: string, code = '') =>
    valueOf(text, `ungestatus_reports_total{type="${type}",outcome="${outcome}",code="${code}"}`);
  expect(counted('residence-changed.v1', 'accepted')).toBe(2);
  expect(counted('residence-changed.v1', 'duplicate')).toBe(2);
  expect(counted('education-interrupted.v1', 'held')).toBe(1);
  expect(text).toMatch(/ungestatus_reports_total\{type="unknown",outcome="refused",code="[a-z-]+"\} [12]/);
  expect(text).not.toContain(young.cpr);
});

test('calls are timed by route and status, never by address; no metric names a person', async () => {
  const young = story.young('2010-03-02', 2);
  await story.lives(young, '0751');
  const key = await story.key(young);
  await service.get(`/v1/persons/${key}/status`, 'adviser-0751', FOLLOW_UP);
  await service.get(`/v1/nothing/${young.cpr}`, 'adviser-0751');
  const text = await figures();
  expect(
    valueOf(
      text,
      'ungestatus_http_request_duration_seconds_count{method="GET",route="/v1/persons/:key/status",status="200"}',
    ),
  ).toBe(1);
  expect(
    valueOf(text, 'ungestatus_http_request_duration_seconds_count{method="GET",route="unmatched",status="404"}'),
  ).toBe(1);
  // Checks labels only: a measured time may hold any digits.
  const labels = [...text.matchAll(/"([^"]*)"/g)].map(([, label]) => label).join('\n');
  expect(labels).toContain('/v1/persons/:key/status');
  expect(labels).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}|\d{6}-?\d{4}|990110|0751/);
});

test('a refusal is counted by its first code', async () => {
  const young = story.young('2010-03-03', 3);
  await story.lives(young, '0751');
  const changed = story.event(young, 'person-registered', 'cpr', { birthDate: '2010-03-03' }, { id: 'one' });
  await service.report('cpr', changed);
  expect((await service.report('cpr', { ...changed, time: '2026-05-01T08:00:00Z' })).status).toBe(409);
  expect(
    valueOf(
      await figures(),
      'ungestatus_reports_total{type="person-registered.v1",outcome="refused",code="changed-time"}',
    ),
  ).toBe(1);
});

describe('an open transaction that all readers wait for', () => {
  test('is named with its session; the readers’ lag is shown, and beyond the limit the service is not ready', async () => {
    const { pool, store, clock, worker } = service.parts;
    expect(await worker?.settle(15_000)).toBe(true);
    const before = await figures();
    for (const reader of service.parts.readers)
      expect(valueOf(before, `ungestatus_reader_lag_seconds{reader="${reader}"}`)).toBe(0);
    const client = await pool.connect();
    await client.query('begin; set local idle_in_transaction_session_timeout = 0');
    const { rows } = await client.query<{ pid: number }>('select pg_current_xact_id(), pg_backend_pid() as pid');
    await store.append(
      [newEvent('7a000000-0000-4000-8000-000000000001', 1, { recordedAt: clock.now().toISOString() })],
      new Map(),
    );
    const offset = clock.offsetMilliseconds;
    clock.offsetMilliseconds += 3_600_000;
    const text = await figures();
    for (const reader of service.parts.readers) {
      expect(valueOf(text, `ungestatus_reader_lag_seconds{reader="${reader}"}`)).toBeGreaterThanOrEqual(3_599);
      expect(valueOf(text, `ungestatus_reader_positions_behind{reader="${reader}"}`)).toBeGreaterThan(0);
    }
    expect(text).toMatch(
      new RegExp(
        `ungestatus_oldest_transaction_seconds\\{pid="${rows[0]?.pid}",application="ungestatus",state="idle in ` +
          'transaction",database="[^"]+",stops_readers="yes"\\} \\d',
      ),
    );
    const late = await service.get('/health/ready');
    expect(late).toMatchObject({
      status: 503,
      body: {
        ready: false,
        database: 'up',
        behind: [...service.parts.readers],
        oldestTransaction: {
          pid: rows[0]?.pid,
          application: 'ungestatus',
          stopsReaders: true,
          since: expect.stringMatching(/Z$/),
        },
      },
    });
    await client.query('rollback');
    client.release();
    clock.offsetMilliseconds = offset;
    expect(await worker?.settle(15_000)).toBe(true);
    expect(await service.get('/health/ready')).toMatchObject({
      status: 200,
      body: { ready: true, behind: [], readers: service.parts.readers.map((reader) => ({ reader, lagSeconds: 0 })) },
    });
  });

  test('sabotage: counts as ready if the lag of the readers is not read', async () => {
    const open = await startService();
    const client = await open.parts.pool.connect();
    try {
      await client.query('begin; select pg_current_xact_id()');
      await open.parts.store.append([newEvent('7a000000-0000-4000-8000-000000000002', 1)], new Map());
      expect(await open.get('/health/ready')).toMatchObject({
        status: 200,
        body: { ready: true, behind: [...open.parts.readers] },
      });
    } finally {
      client.release(true);
      await open.stop();
    }
  });
});

describe('a stuck reader', () => {
  /** Keeps a reader from writing and holds no event back: a lock without a transaction id. */
  const whileStuck = async (look: () => Promise<void>): Promise<void> => {
    const client = await service.parts.pool.connect();
    try {
      await client.query(
        'begin; set local idle_in_transaction_session_timeout = 0; ' +
          'lock table education_status.spells in exclusive mode',
      );
      await look();
    } finally {
      client.release(true);
    }
  };
  const place = async () =>
    (await readerPlaces(service.parts.pool, ['education-status'])).map(({ hasMore }) => hasMore);

  test('is named and makes its process unready, and ready again once it moves', async () => {
    expect(await service.parts.worker?.settle(15_000)).toBe(true);
    await whileStuck(async () => {
      await story.lives(story.young('2010-03-04', 4), '0751');
      while (!(await place())[0]) await pause(20);
      service.parts.stalls.note(
        await readerPlaces(service.parts.pool, ['education-status']),
        performance.now() - 60_000,
      );
      expect(await service.get('/health/ready')).toMatchObject({
        status: 503,
        body: { ready: false, database: 'up', stalled: ['education-status'] },
      });
      const { readers } = (await service.get('/health/ready')).body as {
        readers: { reader: string; pausedSince?: string }[];
      };
      const paused = readers.flatMap(({ reader, pausedSince }) =>
        pausedSince === undefined ? [] : [[reader, Date.now() - Date.parse(pausedSince) >= 60_000]],
      );
      expect(paused).toEqual([['education-status', true]]);
      expect(
        valueOf(await figures(), 'ungestatus_reader_stalled_seconds{reader="education-status"}'),
      ).toBeGreaterThanOrEqual(60);
      expect(valueOf(await figures(), 'ungestatus_reader_stalled_seconds{reader="residence"}')).toBe(0);
    });
    expect(await service.parts.worker?.settle(15_000)).toBe(true);
    const { status, body } = await service.get('/health/ready');
    expect([status, 'stalled' in body]).toEqual([200, false]);
  });
});

describe('the metrics may be read', () => {
  const passedOn = { 'X-Forwarded-For': '203.0.113.7' };

  test('from this machine; from elsewhere by the operator only', async () => {
    expect((await service.get('/metrics')).status).toBe(200);
    const without = await service.get('/metrics', undefined, passedOn);
    expect([without.status, without.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="ungestatus"']);
    for (const client of ['monitor', 'adviser-0751', 'sa-nord'])
      expect((await service.get('/metrics', client, passedOn)).status).toBe(403);
    expect((await service.get('/metrics', 'operator', passedOn)).status).toBe(200);
    expect(Object.keys((await service.get('/health/ready', undefined, passedOn)).body).sort()).toEqual([
      'behind',
      'database',
      'ready',
    ]);
    expect(Object.keys((await service.get('/health/ready', 'operator', passedOn)).body)).toContain('readers');
  });

  test('by every caller that reaches the service, if it is configured so', async () => {
    const open = await startService({ env: { METRICS_ACCESS: 'open' } });
    expect((await open.get('/metrics', undefined, passedOn)).status).toBe(200);
    await open.stop();
  });
});

test('metrics are served without PostgreSQL, and say that it is away; the service is then not ready', async () => {
  const { url, drop } = await testDatabase();
  const alone = await serviceOn(url, { stories: true });
  await alone.get('/health/live');
  await drop();
  const { status, body } = await alone.get('/metrics');
  expect([status, valueOf(body, 'ungestatus_database_up')]).toEqual([200, 0]);
  expect(body).toContain('ungestatus_http_request_duration_seconds_count{');
  expect(body).not.toMatch(/^ungestatus_reader_/m);
  expect(await alone.get('/health/ready')).toMatchObject({
    status: 503,
    body: { ready: false, database: 'down', behind: [] },
  });
  await alone.stop();
});

describe('the Grafana dashboard', () => {
  const dashboard = JSON.parse(readFileSync(join(getProjectRoot(), 'docs/grafana/ungestatus.json'), 'utf8')) as {
    panels: { targets: { expr: string }[] }[];
  };
  const expressions = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
  const queried = (text: string): string[] =>
    [...text.matchAll(/\b(?:ungestatus|process)_[a-z_]+/g)].map(([name]) => name.replace(/_(bucket|count|sum)$/, ''));
  const missing = (names: readonly string[], output: string): string[] =>
    names.filter((name) => !output.includes(`# TYPE ${name} `));

  test('uses only existing metrics, and every metric of ours', async () => {
    const text = await figures();
    const names = queried(expressions.join('\n'));
    expect(missing(names, text)).toEqual([]);
    const own = [...text.matchAll(/^# TYPE (ungestatus_[a-z_]+) /gm)].map(([, name = '']) => name);
    expect(own.filter((name) => !names.includes(name))).toEqual([]);
  });

  test('sabotage: a metric by another name is found', async () => {
    expect(missing(queried('sum(ungestatus_reader_lag)'), await figures())).toEqual(['ungestatus_reader_lag']);
  });
});
