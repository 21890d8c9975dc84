import type { AnyIncomingReport, ReporterReport } from '#events/incoming';
import type { Rest } from '#events/reading/readings';
import type { FieldError } from '#libs/problems';

/** The system that sends a report. It may report only for its reporters. */
export interface Sender {
  readonly clientId: string;
  readonly role: string;
  readonly systemId: string;
  readonly reporters: readonly string[];
}

/** One report of a call after the checks that depend on the report alone. */
export interface SentReport {
  /** The sender's own id; null if there is none that can be read. */
  readonly id: string | null;
  /** Undefined if the report cannot be taken in; `errors` has the reasons. */
  readonly passed?: PassedReport;
  /** A report about a reporter instead of a person, also if it has errors. */
  readonly ofReporter?: SentReporterReport;
  readonly errors: readonly FieldError[];
  /** The reporter that the report names, if the sender speaks for it. */
  readonly reporter?: string;
  /** The input for further findings besides the errors, so that one answer has everything that is wrong. */
  readonly rest?: RestOfReport;
}

/** A report about a reporter, with the stream that it belongs to. */
export interface SentReporterReport {
  readonly report: ReporterReport;
  readonly sender: Sender;
  readonly receivedAt: string;
  readonly eventId: string;
  readonly stream: string;
}

/** The part of a report with errors that can still be judged. */
export interface RestOfReport extends Rest {
  readonly receivedAt: string;
  readonly sender: Sender;
  /** Whether the sender speaks for its reporter. Otherwise the reporter's earlier reports must not be read. */
  readonly isOwn: boolean;
  readonly lookup?: Buffer;
}

export interface PassedReport {
  readonly report: AnyIncomingReport;
  readonly sender: Sender;
  readonly receivedAt: string;
  readonly eventId: string;
  /**
   * The report as sent, and its event id, if its texts are stored in another spelling: the log may have it under that
   * id.
   */
  readonly asSent?: { readonly report: AnyIncomingReport; readonly eventId: string };
  /** The key by which the civil number is looked up; undefined if the report names the person's key. */
  readonly lookup?: Buffer;
}
