import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import { Controller, Get, Module } from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { importJWK, SignJWT } from 'jose';
import {
  type Actor,
  AnyRole,
  AuthenticationGuard,
  createTokenVerifier,
  CurrentActor,
  Open,
  Roles,
  TOKEN_VERIFIER,
} from '#libs/identity';
import { ProblemFilter } from '#libs/http';
import { freePort } from '../../../test/service/running.ts';
import { clientKey, clientSecret } from './derived-keys.ts';
import { describeClients } from './description.ts';
import { mountIssuer, SANDBOX_AUDIENCE } from './issuer.ts';
import { SANDBOX_CLIENTS } from './clients.ts';

const masterKey = Buffer.alloc(32, 7);

// Needed in jest's own realm only: its structuredClone makes objects of the outer realm, which the provider library
// does not take for plain objects, so that it refuses a client's keys. Client metadata is JSON.
globalThis.structuredClone = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

@Controller()
class Rooms {
  @Get('who') @AnyRole() who(@CurrentActor() actor: Actor): Actor {
    return actor;
  }
  @Get('advisers') @Roles('adviser') advisers(): string {
    return 'in';
  }
  @Get('open') @Open() open(): string {
    return 'in';
  }
  @Get('forgotten') forgotten(): string {
    return 'in';
  }
}
@Module({ controllers: [Rooms] })
class House {}

interface Running {
  url: string;
  app: NestFastifyApplication;
}

async function start(port: number): Promise<Running> {
  const url = `http://127.0.0.1:${port}`;
  const adapter = new FastifyAdapter();
  mountIssuer(adapter.getInstance(), { issuer: url, clients: SANDBOX_CLIENTS, masterKey });
  const verifier = createTokenVerifier({ issuer: url, audience: SANDBOX_AUDIENCE });
  const module = {
    module: House,
    providers: [
      { provide: TOKEN_VERIFIER, useValue: verifier },
      { provide: APP_GUARD, useClass: AuthenticationGuard },
    ],
  };
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, { logger: false });
  app.useGlobalFilters(new ProblemFilter());
  await app.listen(port, '127.0.0.1');
  return { url, app };
}

let running: Running;
beforeAll(async () => {
  running = await start(await freePort());
});
afterAll(() => running.app.close());

const basic = (id: string, secret = clientSecret(masterKey, id)): string =>
  `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
async function askToken(
  form: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await fetch(`${running.url}/oidc/token`, {
    method: 'POST',
    headers: { connection: 'close', ...headers },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...form }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
async function tokenOf(id: string): Promise<string> {
  return String((await askToken({}, { authorization: basic(id) })).body['access_token']);
}
const visit = (path: string, token?: string): Promise<Response> =>
  fetch(`${running.url}${path}`, {
    headers: { connection: 'close', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
  });

async function assertion(id: string, jti: string): Promise<Record<string, string>> {
  const key = clientKey(masterKey, id);
  const jwt = await new SignJWT({})
    .setProtectedHeader({ alg: 'ES256', kid: key.kid })
    .setIssuer(id)
    .setSubject(id)
    .setAudience(running.url)
    .setJti(jti)
    .setIssuedAt()
    .setExpirationTime('1m')
    .sign(await importJWK({ ...key }, 'ES256'));
  return { client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: jwt };
}

describe('the sandbox issuer on the service’s own port', () => {
  test('is found by discovery, and its addresses are its own whatever Host a caller sends', async () => {
    const path = '/.well-known/openid-configuration';
    const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example' };
    const body = await new Promise<string>((resolve, reject) => {
      get(`${running.url}${path}`, { headers }, (answer) => void text(answer).then(resolve, reject)).on(
        'error',
        reject,
      );
    });
    expect(JSON.parse(body)).toMatchObject({
      issuer: running.url,
      token_endpoint: `${running.url}/oidc/token`,
      jwks_uri: `${running.url}/oidc/jwks`,
    });
  });

  test('publishes no private key', async () => {
    const { keys } = (await (await visit('/oidc/jwks')).json()) as { keys: Record<string, unknown>[] };
    expect(keys).toHaveLength(1);
    expect(keys[0]).not.toHaveProperty('d');
  });

  test.each(describeClients(SANDBOX_CLIENTS, masterKey).clients)(
    '$id gets a token for an hour that says its role',
    async ({ id, secret, role, reporters, municipality }) => {
      const { status, body } = await askToken({}, { authorization: basic(id, secret) });
      expect({ status, type: body['token_type'], lasts: body['expires_in'] }).toEqual({
        status: 200,
        type: 'Bearer',
        lasts: 3600,
      });
      const who = (await (await visit('/who', String(body['access_token']))).json()) as Actor;
      expect(who).toMatchObject({
        clientId: id,
        systemId: id,
        role,
        reporters: reporters ?? [],
        ...(municipality === undefined ? {} : { municipality }),
      });
    },
  );

  test('an unknown scope, or the resource by name, changes no token', async () => {
    expect((await askToken({ scope: 'openid events:write' }, { authorization: basic('sa-nord') })).status).toBe(200);
    expect((await askToken({ resource: SANDBOX_AUDIENCE }, { authorization: basic('sa-nord') })).status).toBe(200);
  });

  test('a token for another resource is not issued', async () => {
    expect(await askToken({ resource: 'urn:other' }, { authorization: basic('sa-nord') })).toMatchObject({
      status: 400,
      body: { error: 'invalid_target' },
    });
  });

  test.each([
    ['sa-nord', 'wrong'],
    ['nobody', 'wrong'],
    ['sa-nord', clientSecret(masterKey, 'sa-syd')],
    ['sa-nord', clientSecret(Buffer.alloc(32, 8), 'sa-nord')],
  ])('%s with the secret %s gets no token', async (id, secret) => {
    expect(await askToken({}, { authorization: basic(id, secret) })).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    });
  });

  test('a client with a key proves itself by private_key_jwt, once per assertion', async () => {
    const form = await assertion('sa-key', 'first');
    const { status, body } = await askToken(form);
    expect({ status, error: body['error_description'] }).toEqual({ status: 200 });
    expect(await (await visit('/who', String(body['access_token']))).json()).toMatchObject({
      clientId: 'sa-key',
      reporters: ['990730'],
    });
    expect(await askToken(form)).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  });

  test('the key of one client does not open another', async () => {
    const form = await assertion('sa-nord', 'second');
    expect((await askToken(form)).status).toBe(401);
  });

  test('tokens survive a restart', async () => {
    const token = await tokenOf('monitor');
    const { port } = new URL(running.url);
    await running.app.close();
    running = await start(Number(port));
    expect((await visit('/who', token)).status).toBe(200);
  });
});

describe('the guard of the routes', () => {
  test('admits the marked roles and answers the others 403', async () => {
    expect((await visit('/advisers', await tokenOf('adviser-0751'))).status).toBe(200);
    expect((await visit('/advisers', await tokenOf('monitor'))).status).toBe(403);
  });

  test('requires a token with 401 and a challenge', async () => {
    const none = await visit('/who');
    expect([none.status, none.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="ungestatus"']);
    const bad = await visit('/who', 'rubbish');
    expect([bad.status, bad.headers.get('www-authenticate')]).toEqual([
      401,
      'Bearer realm="ungestatus", error="invalid_token", error_description="malformed"',
    ]);
  });

  test('closes a route without a mark to all callers, and an open one to none', async () => {
    for (const id of ['operator', 'adviser-0751', 'sa-nord'])
      expect((await visit('/forgotten', await tokenOf(id))).status).toBe(404);
    expect((await visit('/forgotten')).status).toBe(404);
    expect((await visit('/open')).status).toBe(200);
  });
});
