import type { NewEvent } from '#libs/event-store';
import { getDefinition } from '#events/catalogue';
import type { EventData, EventType, PersonEvent } from '#events/person-event';
import { separateSealed } from '#events/sealed';
import type { DecidedStanding } from '#events/deciding/standing.decide';
import type { Day, Instant } from '#events/model/stored';
import { type Keyring, type KnownPerson, type NameKey, sealFields, toPersonEvent } from '#libs/persons';
import { contentDigest, type ReportContent } from './report-content.ts';
import type { PassedReport } from '../check/sent-report.ts';

/** The data from which a report becomes an event; the person is the stream. */
export interface Entry {
  readonly passed: PassedReport;
  readonly person: KnownPerson;
  readonly version: number;
  /** Data that the log adds to the report's own, e.g. the event a correction points at. */
  readonly added: Readonly<Record<string, unknown>>;
  readonly recordedAt: Instant;
  readonly receivedOn: Day;
  readonly held: boolean;
  /**
   * Seals the data that names the young person (`namesYoungPerson`). All other data is sealed with the person's key.
   */
  readonly nameKey?: NameKey | undefined;
  readonly standing: Pick<DecidedStanding, 'standing' | 'waitsFor'>;
  /** Version of the rules by which the standing was decided. */
  readonly writeRules: string;
  readonly warnings: readonly string[];
}

/** The content by which a report sent again is compared. */
export function contentOf(report: PassedReport['report'], person: string): ReportContent {
  return { type: report.type, time: report.registeredAt, person, data: { ...report.data } };
}

export function toNewEvent(keyring: Keyring, entry: Entry): NewEvent {
  const { report, eventId, sender, receivedAt } = entry.passed;
  const type: EventType = report.type;
  const { open, sealed } = separateSealed(type, { ...report.data, ...entry.added });
  return {
    stream: entry.person.person,
    version: entry.version,
    eventId,
    type,
    data: open,
    sealed: sealFields(entry.nameKey ?? entry.person, eventId, sealed),
    occurredOn: getDefinition(type).occurredOn(open as unknown as EventData[typeof type], entry.receivedOn),
    registeredAt: report.registeredAt,
    receivedAt,
    recordedAt: entry.recordedAt,
    source: report.source,
    senderId: report.senderId,
    reporter: report.reporter,
    meta: {
      client: sender.clientId,
      role: sender.role,
      ...(report.traceparent ? { traceparent: report.traceparent } : {}),
      standing: entry.standing.standing,
      writeRules: entry.writeRules,
      ...(entry.standing.waitsFor.length > 0 ? { waitsFor: entry.standing.waitsFor } : {}),
      ...(entry.held ? { held: true } : {}),
      ...(entry.warnings.length > 0 ? { warnings: entry.warnings } : {}),
    },
    contentHash: contentDigest(keyring, contentOf(report, entry.person.person)),
  };
}

/** The event as later reports of the same call see it. Its position is after all events of the log. */
export function asPersonEvent(event: NewEvent, position: number): PersonEvent {
  return toPersonEvent({ ...event, position });
}
