import { describe, expect, test } from '@jest/globals';
import { LogUnavailable } from '#libs/event-store';
import { FeedFault, isPoison, PoisonEvent, reasonOf } from './poison.ts';

const CPR = '7402104321';
const coded = (code: string, more: object = {}): Error =>
  Object.assign(new Error(`value "${CPR}" refused`), { code, ...more });

describe('an event is at fault for', () => {
  test.each([
    ['a bug of a fold', new TypeError('cannot read x')],
    ['an event nobody can use', new PoisonEvent('no JSON')],
    ['a word thrown', 'a word'],
    ['nothing thrown', undefined],
    ...['21000', '22021', '22P02', '23505', '23514', '44000', '54000', 'P0001'].map((code): [string, unknown] => [
      `PostgreSQL's ${code}`,
      coded(code),
    ]),
    ['a bad argument of our code', coded('ERR_INVALID_ARG_TYPE')],
  ])('%s', (_what, error) => expect(isPoison(error)).toBe(true));
});

describe('no event is at fault for', () => {
  test.each([
    ['a connection that ended', new Error('Connection terminated unexpectedly')],
    ['no connection free', new Error('timeout exceeded when trying to connect')],
    ['a feed that skips', new FeedFault('2 after 0')],
    ['a log elsewhere that is away', new LogUnavailable(new Error('14'))],
    ['a call to it that failed', Object.assign(new Error('14 UNAVAILABLE'), { code: 14 })],
    ['a stream cut short', coded('ERR_STREAM_PREMATURE_CLOSE')],
    ['a full disk', Object.assign(new Error('no space'), { code: 'ENOSPC', syscall: 'write' })],
    ...['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EMFILE'].map((code): [string, unknown] => [code, coded(code)]),
    ...[
      '08006',
      '25P03',
      '28P01',
      '3D000',
      '40001',
      '40P01',
      '42501',
      '42P01',
      '53100',
      '53300',
      '55P03',
      '57014',
      '57P01',
      '57P03',
      '58030',
      'XX000',
    ].map((code): [string, unknown] => [`PostgreSQL's ${code}`, coded(code)]),
    ['a wrapped lost connection', new Error('page failed', { cause: coded('57P01') })],
  ])('%s', (_what, error) => expect(isPoison(error)).toBe(false));
});

describe('the record of a failure', () => {
  test('is a message of ours, a code, or a kind and its place', () => {
    expect(reasonOf(new PoisonEvent('the data is no JSON object'))).toBe('the data is no JSON object');
    expect(reasonOf(coded('23514', { constraint: 'spells_check' }))).toBe(
      'PostgreSQL refused the row: 23514, constraint spells_check',
    );
    expect(reasonOf(coded('23502', { column: 'status' }))).toBe('PostgreSQL refused the row: 23502, column status');
    expect(reasonOf(new TypeError('x'))).toMatch(/^TypeError in libs\/subscriptions\/poison\.spec\.ts:\d+$/);
  });

  test('never holds a value, whatever is thrown', () => {
    const named = Object.assign(new Error('x'), { name: CPR });
    const placed = new Error(`first\n    at libs/${CPR}/x.ts:1\n    at events/${CPR}.ts:2`);
    for (const thrown of [
      CPR,
      { message: CPR, stack: CPR },
      coded('22P02', { detail: CPR }),
      coded(CPR),
      named,
      placed,
      new Error(CPR),
      null,
    ]) {
      expect(reasonOf(thrown)).not.toContain(CPR);
    }
  });
});
