import { Module } from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CLOCK, MOVABLE_CLOCK, MovableClock } from '#libs/calendar';
import { AuthenticationGuard, createTokenVerifier, TOKEN_VERIFIER } from '#libs/identity';
import { ProblemFilter } from '#libs/http';
import { MASTER_KEY } from '#libs/persons';
import { clientSecret } from '#apps/sandbox/issuer/derived-keys';
import { CLOCK_PATIENCE, EARLIEST_MOMENT, MoveClockHandler } from './clock/clock.command.ts';
import { SandboxClockController } from './clock/clock.controller.ts';
import { SandboxContentsController } from './contents/contents.controller.ts';
import { SandboxContentsHandler } from './contents/contents.query.ts';

const masterKey = Buffer.alloc(32, 5);
const EARLIEST = new Date('2026-03-01T07:00:00.250Z');
@Module({})
class Tenant {}
@Module({})
class Sandbox {}

let clock: MovableClock;
let app: NestFastifyApplication;

async function start(imports: (clock: MovableClock) => object[]): Promise<void> {
  clock = new MovableClock();
  const verifier = createTokenVerifier({ issuer: 'http://127.0.0.1:1', audience: 'urn:ungestatus:api' });
  const module = {
    module: Tenant,
    imports: [CqrsModule.forRoot(), ...(imports(clock) as [])],
    providers: [
      { provide: TOKEN_VERIFIER, useValue: verifier },
      { provide: APP_GUARD, useClass: AuthenticationGuard },
    ],
  };
  app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), { logger: false });
  app.useGlobalFilters(new ProblemFilter());
  await app.listen(0, '127.0.0.1');
}
const sandbox =
  (patience = 10_000) =>
  (movable: MovableClock) => [
    {
      module: Sandbox,
      controllers: [SandboxContentsController, SandboxClockController],
      providers: [
        SandboxContentsHandler,
        MoveClockHandler,
        { provide: CLOCK, useValue: movable },
        { provide: MOVABLE_CLOCK, useValue: movable },
        { provide: MASTER_KEY, useValue: masterKey },
        { provide: EARLIEST_MOMENT, useValue: async () => EARLIEST },
        { provide: CLOCK_PATIENCE, useValue: patience },
      ],
    },
  ];
beforeEach(() => start(sandbox()));
afterEach(() => app.close());

async function call(
  method: 'GET' | 'PUT',
  path: string,
  body?: unknown,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const headers = { 'content-type': 'application/json', connection: 'close' };
  const answer = await fetch(`${await app.getUrl()}${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
const moveTo = (body: unknown) => call('PUT', '/v1/sandbox/clock', body);

describe('GET /v1/sandbox', () => {
  test('shows clients with their secrets, institutions and the clock to everybody', async () => {
    const { status, body } = await call('GET', '/v1/sandbox');
    expect(status).toBe(200);
    const clients = body['clients'] as { id: string; secret: string }[];
    expect(clients).toContainEqual({
      id: 'adviser-0751',
      secret: clientSecret(masterKey, 'adviser-0751'),
      role: 'adviser',
      reporters: ['municipality-0751'],
      municipality: '0751',
    });
    expect(clients.every(({ secret }) => secret.length === 43)).toBe(true);
    expect(body['institutions']).toContainEqual({
      number: '990610',
      name: 'Stjerneskolen',
      type: '1012',
      municipality: '0461',
    });
    expect(body['keyClients']).toMatchObject([{ id: 'sa-key', privateJwk: { kty: 'EC', alg: 'ES256' } }]);
    expect(String(body['clock'])).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  });
});

describe('PUT /v1/sandbox/clock', () => {
  test('moves the clock, and answers after its followers are done', async () => {
    const followed: string[] = [];
    clock.onMoved(async (now) => {
      await new Promise((resolve) => setImmediate(resolve));
      followed.push(now.toISOString().slice(0, 10));
    });
    const { status, body } = await moveTo({ now: '2027-08-16T10:00:00+02:00' });
    expect(status).toBe(200);
    expect(followed).toEqual(['2027-08-16']);
    expect(String(body['clock'])).toMatch(/^2027-08-16T08:00:/);
    expect(String((await call('GET', '/v1/sandbox')).body['clock'])).toMatch(/^2027-08-16T08:0/);
  });

  test('sets it back no further than to the last recorded moment, and names that moment', async () => {
    const refused = await moveTo({ now: '2026-03-01T07:00:00.249Z' });
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'clock-before-log', detail: 'The earliest moment is 2026-03-01T07:00:00.250Z.' },
    });
    expect(clock.offsetMilliseconds).toBe(0);
    const moved = await moveTo({ now: '2026-03-01T07:00:00.250Z' });
    expect(moved).toMatchObject({ status: 200, body: { earliest: '2026-03-01T07:00:00.250Z' } });
    expect(moved.body['note']).toMatch(/cannot be put back before earliest/);
  });

  test('answers 202 if a follower still works after the patience', async () => {
    await app.close();
    await start(sandbox(1));
    let finish: () => void = () => undefined;
    clock.onMoved(
      () =>
        new Promise<void>((resolve) => {
          finish = resolve;
        }),
    );
    const { status, body } = await moveTo({ now: '2027-08-16T08:00:00Z' });
    finish();
    expect(status).toBe(202);
    expect(String(body['clock'])).toMatch(/^2027-08-16/);
  });

  test('does not answer done if a follower failed', async () => {
    clock.onMoved(() => Promise.reject(new Error('no')));
    expect((await moveTo({ now: '2027-08-16T08:00:00Z' })).status).toBe(500);
  });

  test.each([
    [{}, '/now', 'required'],
    [{ now: 'tomorrow' }, '/now', 'time'],
    [{ now: '2026-02-30T00:00:00Z' }, '/now', 'time'],
    [{ now: '2026-02-20' }, '/now', 'time'],
    [{ now: 1_790_000_000 }, '/now', 'time'],
    [{ Now: '2026-02-20T00:00:00Z', now: '2026-02-20T00:00:00Z' }, '/Now', 'unknown-field'],
    [['2026-02-20T00:00:00Z'], '', 'object-expected'],
  ])('refuses %j at %j as %s, and leaves the clock alone', async (body, pointer, code) => {
    const answer = await moveTo(body);
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid-body', errors: [{ pointer, code }] } });
    expect(clock.offsetMilliseconds).toBe(0);
  });
});

describe('a service that is no sandbox', () => {
  test('has neither sandbox call', async () => {
    await app.close();
    await start(() => []);
    expect((await call('GET', '/v1/sandbox')).status).toBe(404);
    expect((await moveTo({ now: '2027-08-16T08:00:00Z' })).status).toBe(404);
  });
});
