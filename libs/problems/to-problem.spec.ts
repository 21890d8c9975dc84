import { describe, expect, test } from '@jest/globals';
import { fieldError, FIELD_ERRORS } from './field-error.ts';
import { ProblemError } from './problem-error.ts';
import { PROBLEMS, type ProblemKind } from './problem-registry.ts';
import { toProblem } from './to-problem.ts';
import { withoutCivilNumbers } from './civil-number-shape.ts';

const call = { correlationId: 'c-1', path: '/v1/events?mode=x' };
const codeOf = (error: unknown): string => toProblem(error, call).body.code;
const withCode = (code: string): Error => Object.assign(new Error('secret detail'), { code });

test('a problem of the registry becomes an RFC 9457 body in Danish and English', () => {
  const errors = [fieldError('/data/lastDay', 'day')];
  const { status, headers, body } = toProblem(new ProblemError('invalid-body', { errors, detail: 'One event.' }), call);
  expect(status).toBe(422);
  expect(headers).toMatchObject({
    'content-type': 'application/problem+json; charset=utf-8',
    'x-correlation-id': 'c-1',
  });
  expect(body).toMatchObject({
    type: '/problems/invalid-body',
    status: 422,
    code: 'invalid-body',
    detail: 'One event.',
    errors,
    instance: '/v1/events',
    correlationId: 'c-1',
    retryable: false,
  });
  expect([body.title, body.titleEn]).toEqual([PROBLEMS['invalid-body'].da, PROBLEMS['invalid-body'].en]);
});

describe('an error of the database', () => {
  test.each(['08006', '08P01', '53300', '57P01', '57P03', 'ECONNREFUSED', 'ECONNRESET'])(
    '%s is 503 with Retry-After, never the caller’s fault',
    (code) => {
      const { status, headers, body } = toProblem(withCode(code), call);
      expect([status, body.code, headers['retry-after']]).toEqual([503, 'database-unavailable', '2']);
    },
  );

  test('is recognised even if it is wrapped', () => {
    expect(codeOf(new Error('query failed', { cause: withCode('08006') }))).toBe('database-unavailable');
    expect(codeOf(Object.assign(new Error('x'), { driverError: withCode('57P01') }))).toBe('database-unavailable');
    expect(codeOf(new AggregateError([withCode('ECONNREFUSED')]))).toBe('database-unavailable');
    expect(codeOf(new Error('Connection terminated unexpectedly'))).toBe('database-unavailable');
    expect(codeOf(withCode('57014'))).toBe('too-busy');
  });

  test('about our own mistakes is internal', () => {
    expect(codeOf(withCode('42P01'))).toBe('internal');
    expect(codeOf(withCode('23505'))).toBe('internal');
  });

  test('may refer to itself without harm', () => {
    const circular: { cause?: unknown } = new Error('a');
    circular.cause = circular;
    expect(codeOf(circular)).toBe('internal');
  });
});

test('an unexpected error discloses nothing', () => {
  for (const thrown of [new Error('password=hunter2'), 'text', null, undefined, 17, { message: 'x' }]) {
    const { status, body } = toProblem(thrown, call);
    expect([status, body.code]).toEqual([500, 'internal']);
    expect(JSON.stringify(body)).not.toMatch(/hunter2|text/);
  }
});

test('a civil number in an address or a detail of a problem is not repeated', () => {
  const { body } = toProblem(new ProblemError('not-found', { detail: 'No 7403104101.' }), {
    correlationId: 'c',
    path: '/v1/persons/740310-4101/status',
  });
  expect(JSON.stringify(body)).not.toMatch(/740310/);
  expect(withoutCivilNumbers('740310%204101 and 740310 4101')).toBe('… and …');
});

test('every problem code has a status and words in both languages, and a code that may be retried does not blame the caller', () => {
  for (const [code, kind] of Object.entries<ProblemKind>(PROBLEMS)) {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect([kind.da, kind.en, kind.remedy.da, kind.remedy.en].every((words) => words.length > 3)).toBe(true);
    if (kind.retryable) expect([408, 409, 429, 503]).toContain(kind.status);
  }
  for (const text of Object.values(FIELD_ERRORS))
    expect([text.da, text.en, text.remedy.da, text.remedy.en].every((words) => words.length > 3)).toBe(true);
});
