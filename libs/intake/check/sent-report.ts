import { hash } from 'node:crypto';
import type { AnyIncomingReport } from '#events/incoming';
import type { Rest } from '#events/reading/readings';
import type { FieldError } from '#libs/problems';

/** Namespace of event ids: UUIDv5 over `source`, a line feed and the sender's id (docs/adr/0005). */
const EVENT_NAMESPACE = Buffer.from('b9d5a0f25d7e5c3b9c412f6a0d8e7a11', 'hex');
const VARIANTS = '89ab';

/**
 * The id a report has on every road in. RFC 9562 section 5.5, put together here from one hash: the library's takes four
 * times as long, a twelfth of the door's time (docs/adr/0010).
 */
export function eventIdOf(source: string, senderId: string): string {
  const hex = hash('sha1', Buffer.concat([EVENT_NAMESPACE, Buffer.from(`${source}\n${senderId}`)]));
  const variant = VARIANTS.charAt(Number.parseInt(hex.charAt(16), 16) & 3);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The system that sends a report. It reports only for its reporters. */
export interface Sender {
  readonly clientId: string;
  readonly role: string;
  readonly systemId: string;
  readonly reporters: readonly string[];
}

/** One report of a call after the checks that need nothing but itself. */
export interface SentReport {
  /** The sender's own id, where one can be read. */
  readonly id: string | null;
  /** Missing where the report cannot be taken in; `errors` says why. */
  readonly passed?: PassedReport;
  readonly errors: readonly FieldError[];
  /** What is judged besides the errors, so that all is said at once. */
  readonly rest?: RestOfReport;
}

/** What can still be judged of a report with errors. */
export interface RestOfReport extends Rest {
  readonly receivedAt: string;
  readonly sender: Sender;
  /** Whether the sender speaks for its reporter: of others' reports nothing may be looked at. */
  readonly isOwn: boolean;
  readonly lookup?: Buffer;
}

export interface PassedReport {
  readonly report: AnyIncomingReport;
  readonly sender: Sender;
  readonly receivedAt: string;
  readonly eventId: string;
  /** As it was sent, and the event id of that, if its texts are stored in another spelling: it may be in the log so. */
  readonly asSent?: { readonly report: AnyIncomingReport; readonly eventId: string };
  /** How the civil number is looked up; undefined where the report names the person's key. */
  readonly lookup?: Buffer;
}
