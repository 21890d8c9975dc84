import type { Needs } from './conditions.ts';
import type { ReporterKind } from './source.ts';
import type { Day } from './stored.ts';

/** The projections; a definition names those that its type can change. */
export const PROJECTION_NAMES = [
  'contact-persons',
  'education-status',
  'follow-up-cases',
  'missing-reports',
  'person-identity',
  'residence',
] as const;
export type ProjectionName = (typeof PROJECTION_NAMES)[number];

/** A text in Danish and English. */
type InWords = readonly [da: string, en: string];

/** The definition of an event type as its subject's folder states it. */
export interface EventLine<Data> {
  /** The day it happened. A report without a day of its own happens on the day it is received. */
  readonly on: (data: Data, receivedOn: Day) => Day;
  /** The projections that the type can change. Must be stated, even if empty. */
  readonly readBy: readonly ProjectionName[];
  readonly title: InWords;
  /** One sentence. */
  readonly about: InWords;
  readonly law?: string;
}

/** The fields of a report as received, without its person. */
export type Incoming<C> = Omit<C, 'person'>;

/** The fields that stay readable in the log: without the sealed ones, and without the person, who is the stream. */
export type Kept<C, Sealed> = Omit<C, 'person' | (Sealed & string)>;

interface FromOutside<C extends object> {
  /** The class of `data` on the wire, with the person if it is about one. */
  readonly data: new () => C;
  /** The kinds of reporter that may send it. */
  readonly from: readonly ReporterKind[];
}

/** A type that states something about a person. */
export interface ReportLine<C extends object, Sealed extends string = never>
  extends FromOutside<C>, EventLine<Kept<C, Sealed>> {
  /** The fields that are encrypted with the person's key. */
  readonly sealed: readonly Sealed[];
  /** The conditions under which a report counts. */
  readonly needs: Needs<Kept<C, Sealed>>;
}

/** A type that refers to an earlier report. It happens on the day it is received. */
export interface CorrectionLine<C extends object> extends FromOutside<C>, EventLine<unknown> {}

/** A type that states something about a reporter, whose stream it belongs to. No reader of persons reads it. */
export interface ReporterLine<C extends object> extends FromOutside<C>, EventLine<C> {}

type Rest<Line> = Omit<Line, 'data' | 'sealed'>;

/** A report type without sealed fields. */
export function report<C extends object>(data: new () => C, line: Rest<ReportLine<C>>): ReportLine<C> {
  return { data, sealed: [], ...line };
}

/** A report type about a reporter. */
export function aboutReporter<C extends object>(
  data: new () => C,
  line: Omit<ReporterLine<C>, 'data' | 'readBy'>,
): ReporterLine<C> {
  return { data, readBy: [], ...line };
}

/** A report type with fields that are encrypted with the person's key. */
export function sealedReport<C extends object, const Sealed extends Exclude<keyof C & string, 'person'>>(
  data: new () => C,
  sealed: readonly Sealed[],
  line: Rest<ReportLine<C, Sealed>>,
): ReportLine<C, Sealed> {
  return { data, sealed, ...line };
}
