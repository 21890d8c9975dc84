import type { Pool } from 'pg';
import type { ChainedEvent } from '../append.ts';
import { CopyGap, copiedHeads, copyEvents } from './copy.ts';
import { isStreamNotFound } from './failure.ts';
import { inTurn } from './in-turn.ts';
import type { KurrentConnection } from './connection.ts';
import { fromKurrentRecord } from './record.ts';

export interface Pulling {
  readonly pool: Pool;
  readonly connection: KurrentConnection;
  readonly prefix: string;
}

const AT_ONCE = 8;

/**
 * Reads the streams beyond their last copied events, and copies what is there.
 * @throws the errors of the connection and of the copy
 */
export async function pullStreams(pulling: Pulling, streams: Iterable<string>): Promise<void> {
  await inTurn([...streams], AT_ONCE, (stream) => pullStream(pulling, stream));
}

async function pullStream(pulling: Pulling, stream: string): Promise<void> {
  for (let tried = 1; ; tried += 1) {
    const from = (await copiedHeads(pulling.pool, [stream])).get(stream) ?? 0;
    try {
      await copyEvents(pulling.pool, await readStream(pulling, stream, from));
      return;
    } catch (error) {
      if (!(error instanceof CopyGap) || tried >= 3) throw error;
    }
  }
}

/**
 * Reads a stream's events after a version. Reads from the leader, which has the events that another process has just
 * written.
 */
export function readStream({ connection, prefix }: Pulling, stream: string, after: number): Promise<ChainedEvent[]> {
  return connection.call(async (client) => {
    const events: ChainedEvent[] = [];
    try {
      for await (const { event } of client.readStream(`${prefix}${stream}`, {
        fromRevision: BigInt(after),
        requiresLeader: true,
      })) {
        if (event) events.push(fromKurrentRecord(prefix, event));
      }
    } catch (error) {
      if (!isStreamNotFound(error)) throw error;
    }
    return events;
  });
}
