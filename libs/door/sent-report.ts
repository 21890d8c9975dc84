import { hash } from 'node:crypto';
import type { AnyIncomingReport } from '#events/incoming';
import type { FieldError } from '#libs/problems';
import type { Sender } from './check-report.ts';

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
  readonly sender: Sender;
  readonly receivedAt: string;
  readonly eventId: string;
  /** How the civil number is looked up; undefined where the report names the person's key. */
  readonly lookup?: Buffer;
}
