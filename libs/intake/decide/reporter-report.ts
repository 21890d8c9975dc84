import { catalogue, getDefinition } from '#events/catalogue';
import { timeWarnings } from '#events/deciding/time-warnings';
import type { ReporterReport } from '#events/incoming';
import { connectionRefusals } from '#events/reporter/connection.decide';
import type { Day } from '#events/model/stored';
import { localDay } from '#libs/calendar';
import type { NewEvent, RecordedEvent } from '#libs/event-store';
import type { InstitutionRegister } from '#libs/institutions';
import type { Keyring } from '#libs/persons';
import { type FieldError, fieldError } from '#libs/problems';
import type { SentReporterReport } from '../check/sent-report.ts';
import { changedFields, contentDigest, type ReportContent } from './report-content.ts';

/** The reasons to refuse a report about a reporter besides those of its form, for the fields that have no errors. */
export function reporterRefusals(
  institutions: Pick<InstitutionRegister, 'find' | 'knows'>,
  { report, sender }: SentReporterReport,
): readonly FieldError[] {
  const { reporter, kind } = report.from;
  return connectionRefusals(report.data, {
    byOperator: sender.role === 'operator',
    isUnknownOn: (day) =>
      kind === 'institution' &&
      (day === undefined ? !institutions.knows(reporter) : institutions.find(reporter, day) === undefined),
    mayReport: (type) => isKnownType(type) && catalogue[type].reporters.includes(kind),
  });
}

function isKnownType(type: string): type is keyof typeof catalogue {
  return Object.hasOwn(catalogue, type);
}

/** The findings about an accepted report. */
export function reporterWarnings({ report, receivedAt }: SentReporterReport): readonly FieldError[] {
  const today = localDay(receivedAt);
  return timeWarnings({ registeredAt: report.registeredAt, on: occurredOn(report, today) }, { today, receivedAt });
}

/** The content by which a report sent again is compared. The stream is the reporter. */
function contentOf({ report: { type, registeredAt: time, data }, stream: person }: SentReporterReport): ReportContent {
  return { type, time, person, data: { ...data } };
}

/** The differences from the first report of the same identity; empty if it is sent again unchanged. */
export function changesSince(
  first: NewEvent | RecordedEvent,
  sent: SentReporterReport,
  keyring: Keyring,
): readonly FieldError[] {
  const content = contentOf(sent);
  if (contentDigest(keyring, content).equals(first.contentHash)) return [];
  // Only that is stated of a report of another type, which may be about a person.
  if (first.type !== content.type) return [fieldError('/type', 'changed-content')];
  const before = { type: first.type, time: first.registeredAt, person: first.stream, data: { ...first.data } };
  return changedFields(before, content).map((pointer) =>
    fieldError(pointer, pointer === '/time' ? 'changed-time' : 'changed-content'),
  );
}

interface Place {
  readonly version: number;
  readonly recordedAt: string;
  readonly warnings: readonly FieldError[];
}

/** The event that a report without errors becomes. Standing is of persons: it has none and waits for nothing. */
export function toReporterEvent(
  keyring: Keyring,
  sent: SentReporterReport,
  { version, recordedAt, warnings }: Place,
): NewEvent {
  const { report, eventId, sender, receivedAt, stream } = sent;
  const { type, registeredAt, source, senderId, from, traceparent } = report;
  const content = contentOf(sent);
  return {
    stream,
    version,
    eventId,
    type,
    data: content.data,
    sealed: null,
    occurredOn: occurredOn(report, localDay(receivedAt)),
    registeredAt,
    receivedAt,
    recordedAt,
    source,
    senderId,
    reporter: from.reporter,
    meta: {
      client: sender.clientId,
      role: sender.role,
      ...(traceparent === undefined ? {} : { traceparent }),
      ...(warnings.length > 0 ? { warnings: warnings.map(({ code }) => code) } : {}),
    },
    contentHash: contentDigest(keyring, content),
  };
}

/** The validator has checked the data of a report without errors. */
function occurredOn({ type, data }: ReporterReport, receivedOn: Day): Day {
  return getDefinition(type).occurredOn(data as never, receivedOn);
}
