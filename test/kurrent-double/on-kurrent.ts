import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import { type EventStore, openKurrentStore } from '#libs/event-store';
import { testDatabase } from '#libs/testing';

/** A store on KurrentDB, or a double of it, with a database of its own. */
export interface OnKurrent {
  readonly store: EventStore<any>;
  readonly pool: Pool;
  readonly databaseUrl: string;
  readonly said: string[];
  close(): Promise<void>;
}

export interface OnKurrentOptions {
  readonly prefix?: string;
  readonly deadlineMilliseconds?: number;
  /** Switches the copier off, as if it had died. */
  readonly copierAsleep?: boolean;
  readonly knownStreams?: (pool: Pool, streams: readonly string[]) => Promise<ReadonlySet<string>>;
}

export async function onKurrent(url: string, options: OnKurrentOptions = {}): Promise<OnKurrent> {
  const { database, url: databaseUrl, drop } = await testDatabase();
  const said: string[] = [];
  const { pool } = database;
  const { copierAsleep, ...given } = options;
  const closing = new AbortController();
  const asleep = {
    knownStreams: () =>
      new Promise<never>((_resolve, reject) => {
        const end = (): void => reject(new Error('asleep'));
        if (closing.signal.aborted) end();
        else closing.signal.addEventListener('abort', end);
      }),
  };
  const opened = await openKurrentStore({
    pool,
    url,
    newId: randomUUID,
    now: () => Date.now(),
    log: (line) => said.push(line),
    ...given,
    ...(copierAsleep ? asleep : {}),
  });
  return {
    store: opened.store,
    pool,
    databaseUrl,
    said,
    close: async () => {
      closing.abort();
      await opened.close();
      await drop();
    },
  };
}

/** Asks until the answer is the expected one; only the test's own time limit applies. */
export async function until<T>(ask: () => Promise<T>, isRight: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (isRight(answer)) return answer;
    await pause(20);
  }
}
