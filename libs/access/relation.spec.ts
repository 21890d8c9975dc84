import { describe, expect, test } from '@jest/globals';
import { type Bonds, relationOf } from './relation.ts';

const bonds = (more: Partial<Bonds>): Bonds => ({ now: null, before: [], lastKnown: null, holders: [], ...more });

describe('the relation of a caller to a person', () => {
  test.each([
    ['0751', bonds({ now: '0751', before: ['0461'] }), 'residence'],
    ['0461', bonds({ now: '0751', before: ['0461'] }), 'former'],
    ['0751', bonds({ now: '0751', before: ['0751'] }), 'residence'],
    ['0101', bonds({ now: '0751', before: ['0461'] }), 'none'],
    ['0751', bonds({}), 'none'],
    ['0751', bonds({ lastKnown: '0751', holders: ['0751'] }), 'last-known'],
    ['0751', bonds({ lastKnown: '0751', before: ['0751'] }), 'last-known'],
    ['0751', bonds({ holders: ['0751'] }), 'holder'],
    ['0751', bonds({ holders: ['0461'] }), 'none'],
    ['0461', bonds({ lastKnown: '0751', before: ['0751', '0461'] }), 'former'],
    // A case that is not handed over yet opens nothing once another municipality is responsible.
    ['0461', bonds({ now: '0751', holders: ['0461'] }), 'none'],
    ['0461', bonds({ now: '0751', lastKnown: '0461' }), 'none'],
  ] as const)('from municipality %s to a person of %j: %s', (municipality, known, relation) => {
    expect(relationOf({ municipality }, known)).toBe(relation);
  });

  test('from no municipality: none', () => {
    expect(relationOf({}, bonds({ holders: ['0751'] }))).toBe('none');
  });
});
