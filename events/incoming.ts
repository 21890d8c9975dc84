import type { ReporterLines, ReportLines } from './catalogue.ts';
import type { ReportCorrectedV1 } from './correction/report-corrected.event.ts';
import type { ReportWithdrawnV1 } from './correction/report-withdrawn.event.ts';
import type { Incoming } from './model/definition.ts';
import type { ReporterKind, Source } from './model/source.ts';
import type { Day, Instant } from './model/stored.ts';
import type { ReportType } from './person-event.ts';
import type { ConnectionFields } from './reporter/connection.decide.ts';

/** Data of a received report: checked, without the person, not yet sealed. */
type IncomingReportData = { [T in keyof ReportLines]: Incoming<InstanceType<ReportLines[T]['data']>> };

/**
 * The data of every type that senders may report. The content of a correction has no person and lists the types it is
 * valid for.
 */
export type IncomingData = IncomingReportData & {
  'report-corrected.v1': IncomingCorrection;
  'report-withdrawn.v1': Incoming<ReportWithdrawnV1>;
};
export type IncomingType = keyof IncomingData;

export type IncomingCorrection = Incoming<ReportCorrectedV1> & { readonly contentTypes: readonly ReportType[] };

/** The person a report is about. */
export type IncomingPerson = { readonly cpr: string; readonly birthDate: Day } | { readonly key: string };

/** A report that passed every check that needs only the report itself. */
export interface IncomingReport<T extends IncomingType = IncomingType> {
  readonly type: T;
  readonly data: IncomingData[T];
  readonly person: IncomingPerson;
  readonly source: string;
  readonly senderId: string;
  readonly systemId: string;
  readonly reporter: string;
  readonly reporterKind: ReporterKind;
  readonly registeredAt: Instant | null;
  readonly traceparent?: string;
  readonly tracestate?: string;
}

/** A report about a reporter. Fields with errors are left out: it is complete if it has no errors. */
export interface ReporterReport {
  readonly type: keyof ReporterLines;
  readonly data: ConnectionFields;
  readonly from: Source;
  readonly source: string;
  /** Empty if there is none that can be read. */
  readonly senderId: string;
  readonly registeredAt: Instant | null;
  readonly traceparent?: string;
}

/** Any received report about a person, to switch over by `type`. */
export type AnyIncomingReport = { [T in IncomingType]: IncomingReport<T> }[IncomingType];
