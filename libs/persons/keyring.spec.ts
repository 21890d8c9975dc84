import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { Keyring, seal, unseal } from './keyring.ts';

const NUMBER = '7402104321';
const [key, otherKey] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];

describe('sealed text', () => {
  test('opens with its key and context, even if it is empty or has letters beyond ASCII', () => {
    for (const text of ['', 'Mette Eksempel', 'Åse Ærøskøbing', '👩‍🎓', 'x'.repeat(10_000)]) {
      expect(unseal(key, 'event:1', seal(key, 'event:1', text))).toBe(text);
    }
  });

  test('is different each time, so that equal names are not visible', () => {
    expect(seal(key, 'event:1', 'Mette')).not.toEqual(seal(key, 'event:1', 'Mette'));
  });

  test('does not open with another key, nor moved to another place', () => {
    const sealed = seal(key, 'event:1', 'Mette');
    expect(() => unseal(otherKey, 'event:1', sealed)).toThrow();
    expect(() => unseal(key, 'event:2', sealed)).toThrow();
  });

  test('does not open after a change of any one bit', () => {
    const sealed = seal(key, 'event:1', 'Mette');
    for (let place = 0; place < sealed.length; place += 1) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8((changed[place] ?? 0) ^ 1, place);
      expect(() => unseal(key, 'event:1', changed)).toThrow();
    }
  });

  test('does not open with its tag cut short, even if the text is empty: a short tag is easily guessed', () => {
    for (const sealed of [seal(key, 'event:1', ''), seal(key, 'event:1', 'Mette')]) {
      for (let length = 0; length < 12 + 16; length += 1)
        expect(() => unseal(key, 'event:1', sealed.subarray(0, length))).toThrow();
    }
  });

  test('does not appear in the error of a wrong key', () => {
    const sealed = seal(key, 'event:1', 'Mette');
    expect(() => unseal(otherKey, 'event:1', sealed)).not.toThrow('Mette');
  });
});

describe('the keyring', () => {
  const [ours, theirs] = [new Keyring(key), new Keyring(otherKey)];

  test('requires exactly 32 bytes', () => {
    for (const length of [0, 16, 31, 33, 64]) expect(() => new Keyring(randomBytes(length))).toThrow(RangeError);
  });

  test('gives a number the same look-up after a restart, and another one under another master key', () => {
    expect(new Keyring(key).lookupOf(NUMBER)).toEqual(ours.lookupOf(NUMBER));
    expect(theirs.lookupOf(NUMBER)).not.toEqual(ours.lookupOf(NUMBER));
    expect(ours.lookupOf('7402104322')).not.toEqual(ours.lookupOf(NUMBER));
  });

  test('separates look-ups and digests: one cannot be used as the other', () => {
    expect(ours.digestOf(NUMBER)).not.toEqual(ours.lookupOf(NUMBER));
    expect(theirs.digestOf(NUMBER)).not.toEqual(ours.digestOf(NUMBER));
  });

  test('unwraps a data key for its own person only, and under its own master key only', () => {
    const dataKey = ours.newDataKey();
    const wrapped = ours.wrap('person-1', dataKey);
    expect(ours.unwrap('person-1', wrapped)).toEqual(dataKey);
    expect(wrapped.includes(dataKey)).toBe(false);
    expect(() => ours.unwrap('person-2', wrapped)).toThrow();
    expect(() => theirs.unwrap('person-1', wrapped)).toThrow();
  });

  test('gives every person another data key', () => {
    expect(ours.newDataKey()).not.toEqual(ours.newDataKey());
  });
});
