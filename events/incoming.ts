import type { ContactPersonAssignedV1 } from './contact-person/contact-person-assigned.event.ts';
import type { ReportCorrectedV1 } from './correction/report-corrected.event.ts';
import type { ReportWithdrawnV1 } from './correction/report-withdrawn.event.ts';
import type { DropoutRiskReportedV1 } from './dropout-risk/dropout-risk-reported.event.ts';
import type { NameRegisteredV1 } from './person/name-registered.event.ts';
import type { ReportData, ReportType } from './person-event.ts';
import type { ReporterKind } from './model/source.ts';
import type { Day, Instant } from './model/stored.ts';

/** Report data as it comes in: checked, without the person, not yet sealed. */
export type IncomingReportData = Omit<
  ReportData,
  'dropout-risk-reported.v1' | 'contact-person-assigned.v1' | 'name-registered.v1'
> & {
  'dropout-risk-reported.v1': Omit<DropoutRiskReportedV1, 'person'>;
  'contact-person-assigned.v1': Omit<ContactPersonAssignedV1, 'person'>;
  'name-registered.v1': Omit<NameRegisteredV1, 'person'>;
};

/** The same for all that may come in; a correction's content has lost its person and knows the types it is valid for. */
export type IncomingData = IncomingReportData & {
  'report-corrected.v1': Omit<ReportCorrectedV1, 'person'> & { readonly contentTypes: readonly ReportType[] };
  'report-withdrawn.v1': Omit<ReportWithdrawnV1, 'person'>;
};
export type IncomingType = keyof IncomingData;

/** Whom a report is about. */
export type IncomingPerson = { readonly cpr: string; readonly birthDate: Day } | { readonly key: string };

/** A report that passed every check that needs nothing but itself. */
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

/** Any report, to switch over by `type`. */
export type AnyIncomingReport = { [T in IncomingType]: IncomingReport<T> }[IncomingType];
