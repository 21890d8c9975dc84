import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { testDatabase, type TestDatabase } from '#libs/testing';
import { bytesArray, plainArray, textArray } from './array-text.ts';

let testing: TestDatabase;
beforeAll(async () => {
  testing = await testDatabase();
});
afterAll(() => testing.drop());

async function read(type: string, text: string): Promise<unknown[]> {
  const { rows } = await testing.database.pool.query<{ read: unknown[] }>(`select $1::${type}[] as read`, [text]);
  return rows[0]?.read ?? [];
}

// PostgreSQL stores no zero character, and UTF-8 no unpaired surrogate; the intake refuses both.
const texts = fc.string({ unit: 'grapheme' });

test('any text in an array column is read back as written, even quotes, braces, escapes and the empty text', async () => {
  const awkward = ['', 'null', 'NULL', '"', '\\', '\\"', '{}', ',', ' a ', '\n', 'æøå'];
  await fc.assert(
    fc.asyncProperty(fc.array(texts), async (given) => {
      const all = [...awkward, ...given];
      expect(await read('text', textArray(all))).toEqual(all);
    }),
    { numRuns: 50 },
  );
});

test('bytes, uuids, days and instants in array columns are read back as written, and missing ones as null', async () => {
  const bytes = [Buffer.from([0, 34, 92, 255]), null, Buffer.alloc(0)];
  expect(await read('bytea', bytesArray(bytes))).toEqual(bytes);
  const uuid = '5a0d6f0e-6d0f-5f0b-9a37-0f2a5b7f1a03';
  expect(await read('uuid', plainArray([uuid, null]))).toEqual([uuid, null]);
  expect(await read('date', plainArray(['2024-02-29', null]))).toEqual(['2024-02-29', null]);
  const { rows } = await testing.database.pool.query(
    `select ($1::timestamptz[])[1] = '2026-06-15 06:00:00.007+00' as same`,
    [plainArray(['2026-06-15T06:00:00.007Z'])],
  );
  expect(rows).toEqual([{ same: true }]);
});
