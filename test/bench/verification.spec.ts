import { describe, expect, test } from '@jest/globals';
import { countEffects } from './fire/count-effects.js';
import { expectSame } from './protocol/checked.js';

const entry = (stream: string, version: number, eventId = `${stream}-${version}`) => ({ stream, version, eventId });
const given = [entry('a', 1), entry('a', 2), entry('b', 1)];

describe('A round does not count when a contender', () => {
  test.each([
    ['lost an event', [entry('a', 1), entry('b', 1)]],
    ['kept one twice', [...given, entry('b', 1)]],
    ['kept one for another', [entry('a', 1), entry('a', 2), entry('b', 1, 'a-1')]],
    ['gave one to somebody else', [entry('a', 1), entry('b', 2, 'a-2'), entry('b', 1)]],
    ['swapped two versions', [entry('a', 1, 'a-2'), entry('a', 2, 'a-1'), entry('b', 1)]],
  ])('%s', (_, kept) => {
    expect(() => expectSame('somebody', kept, given)).toThrow(/^somebody kept/);
  });

  test('and it does when the same is there in another order', () => {
    expect(() => expectSame('somebody', [...given].reverse(), given)).not.toThrow();
  });
});

describe('Under fire is counted', () => {
  const nothing = { lost: 0, twice: 0, disordered: 0, never: 0 };

  test('nothing where each was done once and in order', () => {
    expect(countEffects(given, given)).toEqual(nothing);
  });

  test('what was lost', () => {
    expect(countEffects(given, given.slice(1))).toEqual({ ...nothing, lost: 1 });
  });

  test('what was done twice, which is out of order too', () => {
    expect(countEffects(given, [...given, entry('b', 1)])).toEqual({ ...nothing, twice: 1, disordered: 1 });
  });

  test('a later version done before an earlier one', () => {
    expect(countEffects(given, [entry('a', 2), entry('a', 1), entry('b', 1)])).toEqual({ ...nothing, disordered: 1 });
  });

  test('what was rolled back and done all the same', () => {
    expect(countEffects(given, [...given, entry('c', 1)])).toEqual({ ...nothing, never: 1 });
  });
});
