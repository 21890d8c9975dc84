import { StartupProblem } from '#libs/database';
import type { KurrentConnection } from './connection.ts';
import { failureOf, isStreamNotFound, within } from './failure.ts';

/**
 * The identity of the log: a UUID that the log keeps in a stream of its own. KurrentDB's client offers no lasting
 * identity of the server.
 */
export class LogId {
  private checked: Promise<void> | undefined;

  constructor(
    private readonly connection: KurrentConnection,
    private readonly prefix: string,
    readonly value: string,
  ) {}

  /**
   * Verifies the log once per process, as soon as the server answers.
   * @throws StartupProblem `kurrentdb-of-another-log`
   */
  async verified(): Promise<void> {
    this.checked ??= this.verify();
    await this.checked.catch((error: unknown) => {
      this.checked = undefined;
      throw error;
    });
  }

  /** Whether the server answers within so many milliseconds. */
  answersWithin(milliseconds: number): Promise<boolean> {
    return within(milliseconds, readLogId(this.connection, this.prefix)).then(
      () => true,
      () => false,
    );
  }

  private async verify(): Promise<void> {
    const found = await readLogId(this.connection, this.prefix);
    if (found === this.value) return;
    throw new StartupProblem(
      'kurrentdb-of-another-log',
      'The KurrentDB at KURRENTDB_URL is not the one this database holds a copy of, ' +
        'so reports would be told apart wrongly. Give the URL the database was begun with, ' +
        'or start with an empty database.',
    );
  }
}

/** Reads the log's id, or creates it if the server has none yet. */
export async function readOrMakeLogId(
  connection: KurrentConnection,
  prefix: string,
  newId: () => string,
): Promise<string> {
  const known = await readLogId(connection, prefix);
  if (known !== undefined) return known;
  const made = newId();
  const event = {
    id: made,
    type: 'log-begun.v1',
    contentType: 'application/json' as const,
    data: { logId: made },
    metadata: {},
  };
  try {
    const options = { streamState: 'no_stream' as const, deadline: connection.deadlineMilliseconds };
    await connection.call((client) => client.appendToStream(streamOf(prefix), [event], options));
  } catch (error) {
    if (failureOf(error) !== 'conflict') throw error;
  }
  // Another process may have been first: the id in the stream counts.
  return (await readLogId(connection, prefix)) ?? made;
}

const streamOf = (prefix: string): string => `ungestatus-log-of-${prefix}`;

function readLogId(connection: KurrentConnection, prefix: string): Promise<string | undefined> {
  return connection.call(async (client) => {
    try {
      for await (const { event } of client.readStream(streamOf(prefix), { fromRevision: 0n, requiresLeader: true })) {
        return (event?.data as { logId?: string } | undefined)?.logId;
      }
      return undefined;
    } catch (error) {
      if (isStreamNotFound(error)) return undefined;
      throw error;
    }
  });
}
