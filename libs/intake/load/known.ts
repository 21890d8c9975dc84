import type { PersonEvent } from '#events/person-event';
import { EMPTY_STREAM, isPersonStream, type RecordedEvent, type StreamHead } from '#libs/event-store';
import { toPersonEvent } from '#libs/persons';
import { findNameKeys, findPersons, isSealedByNameKey, type KnownPerson, nameKeyIdOf } from '#libs/persons';
import type { PassedReport, SentReport } from '../check/sent-report.ts';
import type { IntakeContext } from '../intake-context.ts';
import {
  eventIdInPieces,
  isSpelledOtherwise,
  presentEventId,
  rawTargetOf,
  referenceOf,
  targetOf,
} from '../check/report-ids.ts';

/** The database's state about the persons and reports of one call, read in two round trips. */
export interface Known {
  readonly byLookup: ReadonlyMap<string, KnownPerson>;
  readonly byKey: ReadonlyMap<string, KnownPerson>;
  /** The stored events of the call's reports and of the reports they point at. */
  readonly byEventId: ReadonlyMap<string, RecordedEvent>;
  /** For each person the events that can matter to a decision on these reports, and the last event. */
  readonly streams: ReadonlyMap<string, readonly PersonEvent[]>;
  readonly heads: ReadonlyMap<string, StreamHead>;
  /** Keys of stored events that name the young person, by key id, if they are kept. */
  readonly nameKeys: ReadonlyMap<string, Buffer>;
}

/** The civil register and the service itself. */
const SPEAK_TO_ALL = ['cpr', 'ungestatus'];

export async function readKnown(
  { pool, store, keyring }: Pick<IntakeContext, 'pool' | 'store' | 'keyring'>,
  checked: readonly SentReport[],
): Promise<Known> {
  const reports = checked.flatMap(({ passed }) => (passed ? [passed] : []));
  // Looks up refused reports too, so that one answer has everything that is wrong.
  const asked = [
    ...reports.map(({ report: { person }, lookup }) => ({ person, lookup })),
    ...checked.flatMap(({ rest }) => (rest?.isOwn === true ? [rest] : [])),
  ];
  const lookups = asked.flatMap(({ lookup }) => (lookup ? [lookup] : []));
  const keys = asked.flatMap(({ person }) => (person && 'key' in person ? [person.key] : []));
  const wanted = { lookups: distinct(lookups), keys: [...new Set(keys)] };
  const [before, resent] = await Promise.all([
    findPersons(pool, keyring, wanted),
    store.findByEventIds(eventIdsOf(checked)),
  ]);
  // A report stored between the two queries by another call: its person now exists, and would otherwise count as
  // unknown.
  const straddled = resent.some(({ stream }) => isPersonStream(stream) && !before.byKey.has(stream));
  const persons = straddled ? await findPersons(pool, keyring, wanted) : before;
  const reporters = new Set(checked.flatMap(({ ofReporter }) => ofReporter?.stream ?? []));
  const events = await store.readStreams([...persons.byKey.keys(), ...reporters], concerned(checked));
  const streams = new Map<string, PersonEvent[]>();
  const heads = new Map<string, StreamHead>();
  for (const event of events) {
    heads.set(event.stream, event);
    if (!isPersonStream(event.stream)) continue;
    const stream = streams.get(event.stream);
    if (stream) stream.push(toPersonEvent(event));
    else streams.set(event.stream, [toPersonEvent(event)]);
  }
  const nameKeys = await findNameKeys(
    pool,
    resent.flatMap((event) => (event.sealed !== null && isSealedByNameKey(event) ? [nameKeyIdOf(event.sealed)] : [])),
  );
  return { ...persons, nameKeys, byEventId: byEventId(events, resent), streams, heads };
}

/** Ids under which the log may have the reports and their targets. */
function eventIdsOf(checked: readonly SentReport[]): string[] {
  const ids = checked.flatMap(({ passed, rest, ofReporter, errors }) => [
    errors.length === 0 ? ofReporter?.eventId : undefined,
    ...(passed
      ? [passed.eventId, targetOf(passed.report), passed.asSent?.eventId, rawTargetOf(passed), ...inPieces(passed)]
      : []),
    ...(rest?.isOwn === true ? rest.readings.map(targetOf) : []),
  ]);
  return ids.filter((id) => id !== undefined);
}

/** Events by id. A report stored before ids were normalised is also listed under today's id. */
function byEventId(events: readonly RecordedEvent[], resent: readonly RecordedEvent[]): Map<string, RecordedEvent> {
  const old = [...events, ...resent].filter(isSpelledOtherwise);
  return new Map([
    ...old.map((event) => [presentEventId(event), event] as const),
    ...resent.map((event) => [event.eventId, event] as const),
  ]);
}

/**
 * Ids of the report and its target if they were stored decomposed (NFD): reports of others are not searched for in a
 * person's stream.
 */
function inPieces({ report }: PassedReport): (string | undefined)[] {
  const target = referenceOf(report);
  return [
    eventIdInPieces(report.source, report.senderId),
    target && eventIdInPieces(target.source ?? report.source, target.id),
  ];
}

/** Reporters whose events can matter to a decision: the report's own, and those whose reports apply to all. */
function concerned(checked: readonly SentReport[]): string[] {
  const own = checked.flatMap(({ passed, rest }) =>
    passed ? [passed.report.reporter] : (rest?.readings.slice(0, 1).map(({ reporter }) => reporter) ?? []),
  );
  return [...new Set([...own, ...SPEAK_TO_ALL])];
}

export function headOf(known: Known, stream: string): StreamHead {
  return known.heads.get(stream) ?? EMPTY_STREAM;
}

function distinct(buffers: readonly Buffer[]): Buffer[] {
  return [...new Map(buffers.map((buffer) => [buffer.toString('hex'), buffer])).values()];
}
