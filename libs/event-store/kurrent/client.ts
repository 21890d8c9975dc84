import type { Readable } from 'node:stream';
import { StartupProblem } from '#libs/database';

/**
 * The parts of `@kurrent/kurrentdb-client` in use, declared here so that the build works without the optional package.
 */
export interface KurrentClient {
  appendToStream(
    stream: string,
    events: KurrentEvent[],
    options: { readonly streamState: StreamState; readonly deadline: number },
  ): Promise<{ readonly success: boolean }>;
  multiStreamAppend(
    requests: { streamName: string; expectedState: StreamState; events: KurrentEvent[] }[],
  ): Promise<unknown>;
  readStream(
    stream: string,
    options: { readonly fromRevision: bigint; readonly requiresLeader: boolean },
  ): AsyncIterable<KurrentRead>;
  subscribeToAll(
    options: { readonly fromPosition: KurrentPlace | 'start'; readonly filter: unknown },
    readable: { readonly readableHighWaterMark: number },
  ): KurrentSubscription;
  dispose(): Promise<void>;
}

export type StreamState = 'no_stream' | bigint;

export interface KurrentEvent {
  readonly id: string;
  readonly type: string;
  readonly contentType: 'application/json';
  readonly data: object;
  /** Multi-stream append takes strings only. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** A place in `$all`; both halves are needed to resume. */
export interface KurrentPlace {
  readonly commit: bigint;
  readonly prepare: bigint;
}

export interface KurrentRecorded {
  readonly streamId: string;
  readonly revision: bigint;
  readonly type: string;
  readonly data: unknown;
  readonly metadata?: unknown;
  readonly created: Date;
  readonly position?: KurrentPlace;
}

export interface KurrentRead {
  readonly event?: KurrentRecorded;
}

export interface KurrentSubscription extends Readable {
  read(): KurrentRead | null;
  unsubscribe(): Promise<void>;
}

export interface PrefixFilter {
  readonly prefixes: readonly string[];
}

export interface KurrentLibrary {
  readonly KurrentDBClient: { connectionString(url: string): KurrentClient };
  streamNameFilter(options: PrefixFilter): unknown;
}

const PACKAGE: string = '@kurrent/kurrentdb-client';

/**
 * @throws StartupProblem `kurrentdb-client-missing` if the optional package, or its native half for this platform, is
 *   not installed
 */
export async function loadKurrentLibrary(name = PACKAGE): Promise<KurrentLibrary> {
  try {
    const loaded = (await import(name)) as KurrentLibrary & { readonly default?: KurrentLibrary };
    return loaded.default ?? loaded;
  } catch {
    throw new StartupProblem(
      'kurrentdb-client-missing',
      `EVENT_STORE=kurrentdb needs the optional package ${PACKAGE}, ` +
        'and it cannot be loaded here (its native part exists for Linux, macOS and Windows on x64, ' +
        'Linux and macOS on arm64). Run npm install with optional packages, ' +
        'or leave EVENT_STORE out to keep the log in PostgreSQL.',
    );
  }
}
