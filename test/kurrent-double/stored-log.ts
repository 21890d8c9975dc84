import { EventEmitter } from 'node:events';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** An event that a caller wants to store. */
export interface Proposed {
  readonly id: string;
  readonly type: string;
  readonly isJson: boolean;
  /** base64 */
  readonly data: string;
  readonly metadata: string;
}

export interface StoredRecord extends Proposed {
  readonly stream: string;
  readonly revision: number;
  /** Shared by the records of one write, so that no code may rely on one per event. */
  readonly commit: number;
  readonly prepare: number;
  readonly createdAt: number;
}

/** 'any' | -1 for no stream | the revision of the last event. */
export type Expected = number | 'any' | 'exists';

export interface StreamWrite {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: readonly Proposed[];
}

export type Written =
  | { readonly outcome: 'stored' | 'idempotent'; readonly commit: number; readonly revisions: readonly number[] }
  | { readonly outcome: 'conflict'; readonly stream: string; readonly expected: Expected; readonly current: number };

/** The double's log: in memory, with a journal of one line per write that survives a kill. */
export class StoredLog extends EventEmitter {
  readonly records: StoredRecord[] = [];
  private readonly streams = new Map<string, StoredRecord[]>();
  private end = 100;

  constructor(private readonly file: string) {
    super();
    this.setMaxListeners(0);
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    // A line cut short by a kill was never acknowledged.
    for (const line of lines) if (line.endsWith(']')) this.take(JSON.parse(line) as StoredRecord[]);
  }

  stream(name: string): readonly StoredRecord[] {
    return this.streams.get(name) ?? [];
  }

  /**
   * Stores all writes or none, as the server does: the same ids at the expected place again are idempotent, whatever
   * their content.
   */
  write(writes: readonly StreamWrite[]): Written {
    const verdicts = writes.map((write) => this.check(write));
    const conflict = verdicts.findIndex((verdict) => verdict === 'conflict');
    const repeated = verdicts.filter((verdict) => verdict === 'idempotent').length;
    if (conflict >= 0 || (repeated > 0 && repeated < writes.length)) {
      const at = conflict >= 0 ? conflict : verdicts.indexOf('idempotent');
      const refused = writes[at];
      if (refused)
        return {
          outcome: 'conflict',
          stream: refused.stream,
          expected: refused.expected,
          current: this.stream(refused.stream).length - 1,
        };
    }
    if (repeated === 0) this.store(writes);
    const revisions = writes.map(({ stream }) => this.stream(stream).length - 1);
    return { outcome: repeated > 0 ? 'idempotent' : 'stored', commit: this.records.at(-1)?.commit ?? 0, revisions };
  }

  private check({ stream, expected, events }: StreamWrite): 'ok' | 'idempotent' | 'conflict' {
    const held = this.stream(stream);
    const current = held.length - 1;
    if (expected === 'any')
      return events.every(({ id }) => held.some((record) => record.id === id)) ? 'idempotent' : 'ok';
    if (expected === 'exists') return current < 0 ? 'conflict' : 'ok';
    if (expected === current) return 'ok';
    const repeated = expected < current && events.every(({ id }, index) => held[expected + 1 + index]?.id === id);
    return repeated ? 'idempotent' : 'conflict';
  }

  private store(writes: readonly StreamWrite[]): void {
    const commit = this.end;
    const createdAt = Date.now();
    const records = writes.flatMap(({ stream, events }) => {
      const held = this.stream(stream).length;
      return events.map((event, index) => {
        const prepare = this.end;
        this.end += 90 + event.data.length + event.metadata.length;
        return { ...event, stream, revision: held + index, commit, prepare, createdAt };
      });
    });
    appendFileSync(this.file, `${JSON.stringify(records)}\n`);
    this.take(records);
    this.emit('stored');
  }

  private take(records: readonly StoredRecord[]): void {
    for (const record of records) {
      this.records.push(record);
      const held = this.streams.get(record.stream);
      if (held) held.push(record);
      else this.streams.set(record.stream, [record]);
      this.end = Math.max(this.end, record.prepare + 90 + record.data.length + record.metadata.length);
    }
  }
}
