import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from '@jest/globals';
import { KurrentDouble } from '../kurrent-double/kurrent-double.ts';
import { onKurrent, type OnKurrent } from '../kurrent-double/on-kurrent.ts';
import { eventStoreContract } from './event-store.contract.ts';

const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

/** One store for the whole contract, opened at its first test. */
function once(open: () => Promise<OnKurrent>): () => Promise<OnKurrent['store']> {
  let opened: Promise<OnKurrent> | undefined;
  return async () => {
    opened ??= open().then((store) => {
      closing.push(() => store.close());
      return store;
    });
    return (await opened).store;
  };
}

async function onDouble(version: string): Promise<OnKurrent> {
  const double = await KurrentDouble.start(version);
  closing.push(() => double.remove());
  return onKurrent(double.url);
}

// The versions differ in what the server can do: multi-stream append since 25.1, batch append since 21.10, list of
// features since 21.6.
for (const version of ['25.1.0', '23.10.8', '20.6.0']) {
  eventStoreContract(
    `a double of KurrentDB ${version} (not the server)`,
    once(() => onDouble(version)),
  );
}

const url = process.env['KURRENTDB_URL'];
if (url)
  eventStoreContract(
    `the KurrentDB of KURRENTDB_URL`,
    once(() => onKurrent(url, { prefix: `test-${randomUUID()}-person-` })),
  );
else process.stdout.write('KurrentDB: no KURRENTDB_URL given, its contract was not run.\n');

describe('the double of KurrentDB', () => {
  test(url ? 'is the one of KURRENTDB_URL' : 'is none: only the double was asked', () => {
    expect(process.env['KURRENTDB_URL']).toBe(url);
  });
});
