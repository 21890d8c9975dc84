import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { v5 } from 'uuid';
import { eventIdOf } from './report-ids.ts';

const NAMESPACE = 'b9d5a0f2-5d7e-5c3b-9c41-2f6a0d8e7a11';
const texts = fc.string({ unit: 'grapheme', maxLength: 40 });

test("an event id equals the library's UUIDv5 of source and sender id, whatever they hold", () => {
  fc.assert(
    fc.property(texts, texts, (source, id) => expect(eventIdOf(source, id)).toBe(v5(`${source}\n${id}`, NAMESPACE))),
  );
});

test('the comparison of event ids can fail: another namespace gives another id', () => {
  expect(eventIdOf('/systems/a/reporters/990101', '1')).not.toBe(v5('/systems/a/reporters/990101\n1', v5.URL));
});
