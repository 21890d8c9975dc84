import 'reflect-metadata';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Body, Controller, ForbiddenException, Get, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ProblemError } from '#libs/problems';
import { ProblemFilter } from './problem-filter.ts';

@Controller()
class FailingController {
  @Get('known')
  known(): never {
    throw new ProblemError('purpose-missing', { headers: { 'x-extra': '1' } });
  }

  @Get('nest')
  nest(): never {
    throw new ForbiddenException('because of 7403104101');
  }

  @Get('unknown')
  unknown(): never {
    throw new Error('secret');
  }

  @Post('echo')
  echo(@Body() body: unknown): unknown {
    return body;
  }
}

@Module({ controllers: [FailingController] })
class FailingModule {}

const faults: unknown[] = [];
let app: NestFastifyApplication;
let base: string;

beforeAll(async () => {
  app = await NestFactory.create<NestFastifyApplication>(FailingModule, new FastifyAdapter({ bodyLimit: 1_000 }), {
    logger: false,
  });
  app.useGlobalFilters(new ProblemFilter((error) => faults.push(error)));
  await app.listen(0, '127.0.0.1');
  base = await app.getUrl();
});

afterAll(() => app.close());

async function call(
  path: string,
  init: RequestInit = {},
): Promise<{ status: number; type: string | null; code: string; text: string; headers: Headers }> {
  const response = await fetch(`${base}${path}`, init);
  const text = await response.text();
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    code: (JSON.parse(text) as { code: string }).code,
    text,
    headers: response.headers,
  };
}

const post = (body: string, type = 'application/json') =>
  call('/echo', { method: 'POST', body, headers: { 'content-type': type } });

/** Removes the random ids, which may contain any digits. */
const withoutIds = (text: string): string => text.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '');

test('a problem is sent with its status, media type, headers and correlation id', async () => {
  const answer = await call('/known');
  expect([answer.status, answer.code, answer.type]).toEqual([
    400,
    'purpose-missing',
    'application/problem+json; charset=utf-8',
  ]);
  expect(answer.headers.get('x-extra')).toBe('1');
  expect((JSON.parse(answer.text) as { correlationId: string }).correlationId).toBe(
    answer.headers.get('x-correlation-id'),
  );
});

test('an unknown address is answered with a problem too', async () => {
  expect(await call('/nowhere')).toMatchObject({ status: 404, code: 'not-found' });
});

test("Nest's own exceptions become problems without their messages", async () => {
  const answer = await call('/nest');
  expect(answer).toMatchObject({ status: 403, code: 'forbidden' });
  expect(withoutIds(answer.text)).not.toContain('740310');
});

test('an unexpected error is 500 without details, and is logged', async () => {
  const answer = await call('/unknown');
  expect(answer).toMatchObject({ status: 500, code: 'internal' });
  expect(answer.text).not.toContain('secret');
  expect(faults).toHaveLength(1);
});

test('broken JSON is answered without being repeated', async () => {
  const answer = await post('{"cpr": 7403104101 oops');
  expect(answer).toMatchObject({ status: 400, code: 'malformed-json' });
  expect(withoutIds(answer.text)).not.toContain('740310');
  expect(await post('')).toMatchObject({ status: 400, code: 'malformed-json' });
});

test('JSON that reaches for the prototype is refused', async () => {
  expect(await post('{"__proto__": {"admin": true}}')).toMatchObject({ status: 400, code: 'malformed-json' });
});

test('a body that is too large and one of an unknown type are different problems', async () => {
  expect(await post(JSON.stringify({ a: 'x'.repeat(2_000) }))).toMatchObject({ status: 413, code: 'body-too-large' });
  expect(await post('<a/>', 'application/xml')).toMatchObject({ status: 415, code: 'unsupported-media-type' });
});
