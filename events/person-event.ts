import type { ReportLines } from './catalogue.ts';
import type { ReportCorrectedV1 } from './correction/report-corrected.event.ts';
import type { ReportWithdrawnV1 } from './correction/report-withdrawn.event.ts';
import type { FollowUpData } from './follow-up/follow-up.event.ts';
import type { Incoming } from './model/definition.ts';
import type { Day, Stored } from './model/stored.ts';

/** The stored data of every report type. The person is the stream; sealed fields are stored encrypted, apart. */
export type ReportData = { [T in keyof ReportLines]: Parameters<ReportLines[T]['on']>[0] };
export type ReportType = keyof ReportData;

/** Reports about reports. `target` is the event id of the report they point at, known or not yet known. */
export interface CorrectionData {
  'report-corrected.v1': Incoming<ReportCorrectedV1> & {
    readonly target: string;
    /** The types the content is valid for; one of them once the target is known. Any other target: no effect. */
    readonly contentTypes: readonly ReportType[];
  };
  'report-withdrawn.v1': Incoming<ReportWithdrawnV1> & { readonly target: string };
}

export type EventData = ReportData & CorrectionData & FollowUpData;
export type EventType = keyof EventData;

/** Any fact of a person's stream; switch over `type` is exhaustive by the compiler. */
export type PersonEvent = { [T in EventType]: Stored<T, EventData[T]> }[EventType];
export type Report = { [T in ReportType]: Stored<T, ReportData[T]> }[ReportType];

/** Everything known of one person, or a prefix of it: what was known at a position. */
export interface PersonHistory {
  readonly person: string;
  /** Derived from the civil number when the key was made; a person-registered event counts before it. */
  readonly numberBirthDate: Day;
  /** In stream order. */
  readonly events: readonly PersonEvent[];
}
