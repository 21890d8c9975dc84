import { describe, expect, test } from '@jest/globals';
import { readProject } from './project-files.ts';
import { BY_HAND, TRANSACTION_HELPER, transactionFaults } from './transactions.ts';

const files = readProject();
const faultsOf = (text: string): string[] => transactionFaults([{ path: 'libs/subscriptions/park.ts', text }]);

test('every transaction of the product is run by the one helper', () => {
  expect(files.some(({ path }) => path === TRANSACTION_HELPER)).toBe(true);
  expect(Object.keys(BY_HAND).filter((path) => !files.some((file) => file.path === path))).toEqual([]);
  expect(transactionFaults(files)).toEqual([]);
});

describe('a transaction by hand is seen', () => {
  test.each([
    "await client.query('begin');",
    "await client.query('BEGIN; set local synchronous_commit to off');",
    'await client.query(`begin isolation level ${level}`);',
    "await client.query('start transaction read only');",
    "await client.query(kept ? 'commit' : 'rollback');",
    "await client.query('rollback').catch(() => undefined);",
    "await client.query({ name: 'end', text: 'commit' });",
    "const BEGIN = 'begin isolation level serializable';\nawait client.query(BEGIN);",
  ])('%s', (text) => {
    expect(faultsOf(text)).toHaveLength(1);
  });

  test('but not a savepoint, a comment or the helper’s option', () => {
    expect(
      faultsOf(
        "// client.query('begin')\nawait client.query('rollback to savepoint page');\n" +
          "await inTransaction(pool, work, 'begin read only');",
      ),
    ).toEqual([]);
  });
});
