import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { isPersonStream, reporterStream } from './stream-ids.ts';

test('a reporter has one stream, and its id never changes', () => {
  // Stored ids stay: a changed namespace or version would begin every stream anew.
  expect(reporterStream('990110')).toBe('b63f8b7f-f9a9-8362-83f4-1591d4027277');
  const ids = ['990110', '990111', 'municipality-0751', 'cpr'].map(reporterStream);
  expect(new Set(ids).size).toBe(4);
});

test("no reporter's stream looks like a person, and no new key of a person like a reporter's stream", () => {
  for (let index = 0; index < 1_000; index += 1) {
    expect(isPersonStream(reporterStream(String(index)))).toBe(false);
    expect(isPersonStream(randomUUID())).toBe(true);
  }
});
