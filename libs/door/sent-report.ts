import { v5 as uuidv5 } from 'uuid';
import type { AnyIncomingReport } from '#events/incoming';
import type { FieldError } from '#libs/problems';

/** Namespace of event ids: UUIDv5 over `source`, a line feed and the sender's id (docs/adr/0005). */
const EVENT_NAMESPACE = 'b9d5a0f2-5d7e-5c3b-9c41-2f6a0d8e7a11';

/** The id a report has on every road in. */
export function eventIdOf(source: string, senderId: string): string {
  return uuidv5(`${source}\n${senderId}`, EVENT_NAMESPACE);
}

/** One report of a call after the checks that need nothing but itself. */
export interface SentReport {
  /** The sender's own id, where one can be read. */
  readonly id: string | null;
  /** Missing where the report cannot be taken in; `errors` says why. */
  readonly passed?: PassedReport;
  readonly errors: readonly FieldError[];
}

export interface PassedReport {
  readonly report: AnyIncomingReport;
  readonly eventId: string;
  /** How the civil number is looked up; undefined where the report names the person's key. */
  readonly lookup?: Buffer;
}
