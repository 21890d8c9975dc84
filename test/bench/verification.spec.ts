import { describe, expect, test } from '@jest/globals';
import { countEffects } from './fire/count-effects.js';
import { expectSame } from './protocol/checked.js';

const entry = (stream: string, version: number, eventId = `${stream}-${version}`) => ({ stream, version, eventId });
const given = [entry('a', 1), entry('a', 2), entry('b', 1)];

describe('a round of the benchmark does not count if a contender', () => {
  test.each([
    ['lost an event', [entry('a', 1), entry('b', 1)]],
    ['kept one twice', [...given, entry('b', 1)]],
    ['kept one for another', [entry('a', 1), entry('a', 2), entry('b', 1, 'a-1')]],
    ['gave one to somebody else', [entry('a', 1), entry('b', 2, 'a-2'), entry('b', 1)]],
    ['swapped two versions', [entry('a', 1, 'a-2'), entry('a', 2, 'a-1'), entry('b', 1)]],
  ])('%s', (_, kept) => {
    expect(() => expectSame('somebody', kept, given)).toThrow(/^somebody kept/);
  });

  test('or has the same events in another order, which counts', () => {
    expect(() => expectSame('somebody', [...given].reverse(), given)).not.toThrow();
  });
});

describe('the count of effects under fire finds', () => {
  const nothing = { lost: 0, twice: 0, disordered: 0, never: 0 };

  test('nothing if each event was applied once and in order', () => {
    expect(countEffects(given, given)).toEqual(nothing);
  });

  test('lost events', () => {
    expect(countEffects(given, given.slice(1))).toEqual({ ...nothing, lost: 1 });
  });

  test('events applied twice, which are out of order too', () => {
    expect(countEffects(given, [...given, entry('b', 1)])).toEqual({ ...nothing, twice: 1, disordered: 1 });
  });

  test('a later version applied before an earlier one', () => {
    expect(countEffects(given, [entry('a', 2), entry('a', 1), entry('b', 1)])).toEqual({ ...nothing, disordered: 1 });
  });

  test('events that were rolled back and applied all the same', () => {
    expect(countEffects(given, [...given, entry('c', 1)])).toEqual({ ...nothing, never: 1 });
  });
});
