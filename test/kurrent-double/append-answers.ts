import {
  Metadata,
  type ServerDuplexStream,
  type ServerReadableStream,
  type sendUnaryData,
  status as codes,
} from '@grpc/grpc-js';
import { Any, errorsV2, shared, status, streams, streamsV2 } from './protocol.ts';
import type { Expected, Proposed, StoredLog, StreamWrite, Written } from './stored-log.ts';

/** The server's own limit for one append (MaxAppendSize), 1 MiB by default. */
const MOST_BYTES = 1024 * 1024;

const nameOf = (identifier: any): string => Buffer.from(identifier.getStreamName_asU8()).toString('utf8');
const sizeOf = (writes: readonly StreamWrite[]): number =>
  writes
    .flatMap(({ events }) => events)
    .reduce(
      (sum, { data, metadata }) => sum + Buffer.byteLength(data, 'base64') + Buffer.byteLength(metadata, 'base64'),
      0,
    );

function proposedOf(message: any): Proposed {
  return {
    id: message.getId().getString().toLowerCase(),
    type: message.getMetadataMap().get('type'),
    isJson: message.getMetadataMap().get('content-type') === 'application/json',
    data: message.getData_asB64(),
    metadata: message.getCustomMetadata_asB64(),
  };
}

/** `Append`: one stream, one answer; what servers since 20.6 have. */
export function answerAppend(log: StoredLog, call: ServerReadableStream<any, any>, answer: sendUnaryData<any>): void {
  let write: { stream: string; expected: Expected } | undefined;
  const events: Proposed[] = [];
  call.on('data', (request: any) => {
    if (request.hasOptions()) {
      const options = request.getOptions();
      const expected = options.hasRevision()
        ? Number(options.getRevision())
        : options.hasNoStream()
          ? -1
          : options.hasStreamExists()
            ? 'exists'
            : 'any';
      write = { stream: nameOf(options.getStreamIdentifier()), expected };
    } else events.push(proposedOf(request.getProposedMessage()));
  });
  call.on('error', () => undefined);
  atEndOf(call, () => {
    if (!write) return answer({ code: codes.INVALID_ARGUMENT });
    const writes = [{ ...write, events }];
    if (sizeOf(writes) > MOST_BYTES) return answer(tooLargeV1());
    answer(null, appendResponse(log.write(writes)));
  });
}

/**
 * Runs `work` at the end of the call, except for a call that was cut off: it ends too, and the server stores nothing of
 * it.
 */
function atEndOf(call: ServerReadableStream<any, any>, work: () => void): void {
  call.on('end', () => setImmediate(() => call.cancelled || work()));
}

function tooLargeV1(): any {
  const metadata = new Metadata();
  metadata.set('exception', 'maximum-append-size-exceeded');
  metadata.set('maximum-append-size', String(MOST_BYTES));
  return { code: codes.INVALID_ARGUMENT, details: 'Maximum Append Size Exceeded.', metadata };
}

function appendResponse(written: Written): any {
  if (written.outcome !== 'conflict') {
    const position = new streams.AppendResp.Position()
      .setCommitPosition(String(written.commit))
      .setPreparePosition(String(written.commit));
    return new streams.AppendResp().setSuccess(
      new streams.AppendResp.Success().setCurrentRevision(String(written.revisions[0])).setPosition(position),
    );
  }
  const wrong = new streams.AppendResp.WrongExpectedVersion();
  if (written.expected === -1) wrong.setExpectedNoStream(new shared.Empty());
  else if (typeof written.expected === 'number') wrong.setExpectedRevision(String(written.expected));
  if (written.current < 0) wrong.setCurrentNoStream(new shared.Empty());
  else wrong.setCurrentRevision(String(written.current));
  return new streams.AppendResp().setWrongExpectedVersion(wrong);
}

/** `BatchAppend`: many appends over one call, each answered by its correlation id; since 21.10. */
export function answerBatchAppend(log: StoredLog, call: ServerDuplexStream<any, any>): void {
  const open = new Map<string, { stream: string; expected: Expected; events: Proposed[] }>();
  call.on('data', (request: any) => {
    const id =
      request.getCorrelationId().getString() || JSON.stringify(request.getCorrelationId().getStructured().toObject());
    const options = request.getOptions();
    if (options) {
      const expected = options.hasStreamPosition()
        ? Number(options.getStreamPosition())
        : options.hasNoStream()
          ? -1
          : options.hasStreamExists()
            ? 'exists'
            : 'any';
      open.set(id, { stream: nameOf(options.getStreamIdentifier()), expected, events: [] });
    }
    const batch = open.get(id);
    if (!batch) return;
    batch.events.push(...request.getProposedMessagesList().map(proposedOf));
    if (!request.getIsFinal()) return;
    open.delete(id);
    call.write(batchResponse(batch.stream, log.write([batch])).setCorrelationId(request.getCorrelationId()));
  });
  call.on('error', () => undefined);
  call.on('end', () => call.end());
}

function batchResponse(stream: string, written: Written): any {
  const answer = new streams.BatchAppendResp().setStreamIdentifier(
    new shared.StreamIdentifier().setStreamName(Buffer.from(stream)),
  );
  if (written.outcome !== 'conflict') {
    const position = new shared.AllStreamPosition()
      .setCommitPosition(String(written.commit))
      .setPreparePosition(String(written.commit));
    return answer.setSuccess(
      new streams.BatchAppendResp.Success().setCurrentRevision(String(written.revisions[0])).setPosition(position),
    );
  }
  const wrong = new shared.WrongExpectedVersion();
  if (written.current >= 0) wrong.setCurrentStreamRevision(String(written.current));
  if (typeof written.expected === 'number' && written.expected >= 0)
    wrong.setExpectedStreamPosition(String(written.expected));
  const details = new Any();
  details.pack(wrong.serializeBinary(), 'event_store.client.WrongExpectedVersion');
  const error = new status.Status();
  error.setMessage('wrong expected version');
  error.setDetails(details);
  return answer.setError(error);
}

function proposedRecord(record: any): Proposed {
  return {
    id: record.getRecordId().toLowerCase(),
    type: record.getSchema().getName(),
    isJson: record.getSchema().getFormat() === streamsV2.SchemaFormat.SCHEMA_FORMAT_JSON,
    data: record.getData_asB64(),
    metadata: Buffer.from(JSON.stringify(propertiesOf(record))).toString('base64'),
  };
}

/**
 * `AppendSession`: several streams, all or none; since 25.1. The properties come back as metadata, with two properties
 * that the server adds.
 */
export function answerAppendSession(
  log: StoredLog,
  call: ServerReadableStream<any, any>,
  answer: sendUnaryData<any>,
): void {
  const writes: StreamWrite[] = [];
  call.on('data', (request: any) => {
    const expected = Number(request.getExpectedRevision());
    writes.push({
      stream: request.getStream(),
      expected: expected === -2 ? 'any' : expected === -4 ? 'exists' : expected,
      events: request.getRecordsList().map(proposedRecord),
    });
  });
  call.on('error', () => undefined);
  atEndOf(call, () => {
    if (sizeOf(writes) > MOST_BYTES) return answer(tooLargeV2(sizeOf(writes)));
    const written = log.write(writes);
    if (written.outcome === 'conflict') return answer(conflictV2(written));
    answer(null, sessionResponse(writes, written));
  });
}

function tooLargeV2(size: number): any {
  const details = new errorsV2.AppendTransactionSizeExceededErrorDetails().setSize(size).setMaxSize(MOST_BYTES);
  return withDetails(codes.ABORTED, 'AppendTransactionSizeExceededErrorDetails', details);
}

function conflictV2({ stream, expected, current }: Extract<Written, { outcome: 'conflict' }>): any {
  const details = new errorsV2.StreamRevisionConflictErrorDetails()
    .setStream(stream)
    .setExpectedRevision(String(expected))
    .setActualRevision(String(current));
  return withDetails(codes.FAILED_PRECONDITION, 'StreamRevisionConflictErrorDetails', details);
}

type Stored = Exclude<Written, { outcome: 'conflict' }>;

function sessionResponse(writes: readonly StreamWrite[], { commit, revisions }: Stored): any {
  return new streamsV2.AppendSessionResponse()
    .setPosition(String(commit))
    .setOutputList(
      writes.map(({ stream }, index) =>
        new streamsV2.AppendResponse().setStream(stream).setStreamRevision(String(revisions[index])),
      ),
    );
}

function propertiesOf(record: any): Record<string, string> {
  const found: Record<string, string> = {};
  record.getPropertiesMap().forEach((value: any, key: string) => (found[key] = value.getStringValue()));
  return { ...found, '$schema.format': 'Json', '$schema.name': record.getSchema().getName() };
}

function withDetails(code: number, name: string, message: any): any {
  const details = new Any();
  details.setTypeUrl(`type.googleapis.com/kurrentdb.protocol.v2.streams.errors.${name}`);
  details.setValue(message.serializeBinary());
  const metadata = new Metadata();
  const packed = new status.Status();
  packed.setDetails(details);
  metadata.set('grpc-status-details-bin', Buffer.from(packed.serializeBinary()));
  return { code, details: name, metadata };
}
