import type { ReportLines } from './catalogue.ts';
import type { ReportCorrectedV1 } from './correction/report-corrected.event.ts';
import type { ReportWithdrawnV1 } from './correction/report-withdrawn.event.ts';
import type { FollowUpData } from './follow-up/follow-up.event.ts';
import type { Incoming } from './model/definition.ts';
import type { Day, Stored } from './model/stored.ts';

/** The stored data of every report type. The person is the stream; sealed fields are stored encrypted and apart. */
export type ReportData = { [T in keyof ReportLines]: Parameters<ReportLines[T]['on']>[0] };
export type ReportType = keyof ReportData;

/** Reports about reports. `target` is the event id of the report they refer to, known or not yet known. */
export interface CorrectionData {
  'report-corrected.v1': Incoming<ReportCorrectedV1> & {
    readonly target: string;
    /**
     * The types the content is valid for. The correction has no effect unless the target, once known, has one of them.
     */
    readonly contentTypes: readonly ReportType[];
  };
  'report-withdrawn.v1': Incoming<ReportWithdrawnV1> & { readonly target: string };
}

export type EventData = ReportData & CorrectionData & FollowUpData;
export type EventType = keyof EventData;

/** Any fact of a person's stream. The compiler checks that a switch over `type` is exhaustive. */
export type PersonEvent = { [T in EventType]: Stored<T, EventData[T]> }[EventType];
export type Report = { [T in ReportType]: Stored<T, ReportData[T]> }[ReportType];

/** Everything known about one person, or a prefix of it: the knowledge at a position. */
export interface PersonHistory {
  readonly person: string;
  /** Derived from the civil number when the key was made. A person-registered event takes precedence. */
  readonly numberBirthDate: Day;
  /** In stream order. */
  readonly events: readonly PersonEvent[];
}
