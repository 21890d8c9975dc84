import { describe, expect, test } from '@jest/globals';
import { ProblemError } from '#libs/problems';
import { day, municipality, oneOf, text, uuid } from './field-schemas.ts';
import { type DeclaredParameters, inHeader, inPath, inQuery, listInQuery } from './parameter.ts';
import { StrictParameters, type Strictness } from './strict-parameters.ts';

const STATES = ['open', 'closed'] as const;
const PARAMETERS = {
  key: inPath('key', uuid('A key.'), (value) => (value.length === 3 ? value.toLowerCase() : undefined)),
  purpose: inHeader('X-Purpose', text('Why.', 'guidance'), { required: true, read: (value = 'none') => value }),
  week: inQuery('week', text('A week.', '2026-W48', { pattern: '^W[0-9]+$' }), {
    wrong: 'week',
    alone: { without: ['validOn'], code: 'not-beside-week', detail: 'a week stands alone' },
  }),
  validOn: inQuery('validOn', day('The day.')),
  municipality: inQuery('municipality', municipality('Whose.'), { wrong: 'municipality-code' }),
  mode: inQuery('mode', oneOf(['all-or-nothing'], 'How.')),
  states: listInQuery('state', STATES, text('Which.', 'open')),
  position: inQuery('position', text('A number.', '7'), {
    wrong: 'known-at',
    as: (value) => (/^\d+$/.test(value) ? Number(value) : undefined),
  }),
} satisfies DeclaredParameters;

function read(query: object, path = 'ABC', strictness?: Strictness): unknown {
  const pipe = new StrictParameters(PARAMETERS, strictness);
  try {
    return pipe.transform({ query: { ...query }, path: { key: path }, header: {} });
  } catch (problem) {
    if (!(problem instanceof ProblemError)) throw problem;
    const { code } = problem;
    const { detail, errors = [] } = problem.options;
    return [code, detail, ...errors.map((error) => `${error.pointer} ${error.code} ${error.didYouMean ?? ''}`.trim())];
  }
}

describe('the parameters of a call', () => {
  test('become values, each by its declaration; what is left out is undefined', () => {
    expect(read({})).toMatchObject({ key: 'abc', purpose: 'none', validOn: undefined, states: undefined });
    expect(read({ validOn: '2026-06-15', state: ' closed,open,open', position: '7' })).toMatchObject({
      validOn: '2026-06-15',
      states: ['open', 'closed'],
      position: 7,
    });
  });

  test.each([
    [{ validon: '2026-06-15' }, ['invalid-parameter', 'parameter validon', '/validon unknown-field validOn']],
    [{ validOn: '2026-02-30' }, ['invalid-parameter', 'parameter validOn', '/validOn day']],
    [{ validOn: '' }, ['invalid-parameter', 'parameter validOn', '/validOn day']],
    [{ validOn: ['2026-06-15', '2026-06-16'] }, ['invalid-parameter', 'parameter validOn', '/validOn sent-twice']],
    [{ municipality: '751' }, ['invalid-parameter', 'parameter municipality', '/municipality municipality-code']],
    [{ mode: 'all-or-nothin' }, ['invalid-parameter', 'parameter mode', '/mode one-of all-or-nothing']],
    [{ position: 'x' }, ['invalid-parameter', 'parameter position', '/position known-at']],
    [
      { state: 'opn' },
      [
        'invalid-parameter',
        'parameter state takes one or several, with commas between, of: open, closed',
        '/state one-of open',
      ],
    ],
    [{ state: ['open', 'closed'] }, ['invalid-parameter', 'parameter state', '/state sent-twice']],
    [{ week: 'W48', validOn: 'x' }, ['invalid-parameter', 'a week stands alone', '/validOn not-beside-week']],
  ])('%j is refused', (query, expected) => {
    expect(read(query)).toEqual(expected);
  });

  test('a part of the path without a value is an address that does not exist', () => {
    expect(read({}, 'ABCD')).toEqual(['not-found', undefined]);
  });

  test('an unknown name is ignored only if the route says so', () => {
    expect(read({ x: '1' })).toEqual(['invalid-parameter', 'parameter x', '/x unknown-field']);
    expect(read({ x: '1' }, 'ABC', { unknownQuery: 'ignored' })).toMatchObject({ key: 'abc' });
  });
});
