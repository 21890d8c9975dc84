import type { ServerWritableStream } from '@grpc/grpc-js';
import { shared, streams } from './protocol.ts';
import type { StoredLog, StoredRecord } from './stored-log.ts';

type Call = ServerWritableStream<any, any>;

const TICKS_PER_MILLISECOND = 10_000n;
const CHECKPOINT_EVERY = 32;

/** `Read` of the streams service: a stream, `$all`, or a subscription to the future of either. */
export function answerRead(log: StoredLog, call: Call): void {
  const options = call.request.getOptions();
  if (options.hasSubscription()) subscribe(log, call, options);
  else if (options.hasStream()) readStream(log, call, options);
  else readAll(log, call, options);
}

function readStream(log: StoredLog, call: Call, options: any): void {
  const asked = options.getStream();
  const name = Buffer.from(asked.getStreamIdentifier().getStreamName_asU8()).toString('utf8');
  const held = log.stream(name);
  if (held.length === 0) {
    const identifier = new shared.StreamIdentifier();
    identifier.setStreamName(Buffer.from(name));
    call.write(
      new streams.ReadResp().setStreamNotFound(new streams.ReadResp.StreamNotFound().setStreamIdentifier(identifier)),
    );
    call.end();
    return;
  }
  const backwards = options.getReadDirection() === 1;
  const from = asked.hasRevision() ? Number(asked.getRevision()) : asked.hasEnd() ? held.length - 1 : 0;
  const found = backwards ? held.slice(0, from + 1).reverse() : held.slice(from);
  for (const record of found.slice(0, countOf(options))) call.write(eventAnswer(record));
  call.end();
}

function readAll(log: StoredLog, call: Call, options: any): void {
  const matches = matcherOf(options);
  const after = placeOf(options.getAll());
  const found = log.records.filter((record) => isAfter(record, after) && matches(record));
  for (const record of found.slice(0, countOf(options))) call.write(eventAnswer(record));
  call.end();
}

function subscribe(log: StoredLog, call: Call, options: any): void {
  const matches = matcherOf(options);
  const after = placeOf(options.getAll());
  const every = CHECKPOINT_EVERY * Math.max(1, options.getFilter()?.getCheckpointintervalmultiplier() ?? 1);
  let next = log.records.findIndex((record) => isAfter(record, after));
  if (next < 0) next = log.records.length;
  let examined = 0;
  const send = (): void => {
    for (const record of log.records.slice(next)) {
      next += 1;
      if (matches(record)) call.write(eventAnswer(record));
      examined += 1;
      if (examined % every === 0) call.write(checkpointAnswer(record));
    }
  };
  call.write(
    new streams.ReadResp().setConfirmation(new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId('double')),
  );
  send();
  call.write(new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp()));
  log.on('stored', send);
  call.on('cancelled', () => log.off('stored', send));
}

function countOf(options: any): number {
  return options.hasCount() ? Number(options.getCount()) : Number.MAX_SAFE_INTEGER;
}

function placeOf(all: any): { commit: number; prepare: number } {
  if (all.hasEnd()) return { commit: Number.MAX_SAFE_INTEGER, prepare: 0 };
  if (all.hasStart()) return { commit: -1, prepare: -1 };
  return {
    commit: Number(all.getPosition().getCommitPosition()),
    prepare: Number(all.getPosition().getPreparePosition()),
  };
}

function isAfter(record: StoredRecord, { commit, prepare }: { commit: number; prepare: number }): boolean {
  return record.commit > commit || (record.commit === commit && record.prepare > prepare);
}

function matcherOf(options: any): (record: StoredRecord) => boolean {
  if (!options.hasFilter()) return () => true;
  const filter = options.getFilter();
  const byName = filter.hasStreamIdentifier();
  const expression = byName ? filter.getStreamIdentifier() : filter.getEventType();
  const prefixes: string[] = expression.getPrefixList();
  const regex = new RegExp(expression.getRegex());
  return (record) => {
    const text = byName ? record.stream : record.type;
    return prefixes.length > 0 ? prefixes.some((prefix) => text.startsWith(prefix)) : regex.test(text);
  };
}

/** A place ahead of the next events, as some servers send it (KurrentDB #4970): a reader that saves it loses them. */
const AHEAD = 1_000_000;

function checkpointAnswer({ commit, prepare }: StoredRecord): any {
  const [ahead, prepared] = [String(commit + AHEAD), String(prepare + AHEAD)];
  return new streams.ReadResp().setCheckpoint(
    new streams.ReadResp.Checkpoint().setCommitPosition(ahead).setPreparePosition(prepared),
  );
}

function eventAnswer(record: StoredRecord): any {
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent();
  recorded.setId(new shared.UUID().setString(record.id));
  recorded.setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(record.stream)));
  recorded.setStreamRevision(String(record.revision));
  recorded.setCommitPosition(String(record.commit));
  recorded.setPreparePosition(String(record.prepare));
  recorded.getMetadataMap().set('type', record.type);
  recorded.getMetadataMap().set('content-type', record.isJson ? 'application/json' : 'application/octet-stream');
  recorded.getMetadataMap().set('created', String(BigInt(record.createdAt) * TICKS_PER_MILLISECOND));
  recorded.setData(record.data);
  recorded.setCustomMetadata(record.metadata);
  const event = new streams.ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(String(record.commit));
  return new streams.ReadResp().setEvent(event);
}
