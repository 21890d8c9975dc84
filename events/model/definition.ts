import type { Needs } from './conditions.ts';
import type { ReporterKind } from './source.ts';
import type { Day } from './stored.ts';

/** The projections; a definition names those that its type can change. */
export const PROJECTION_NAMES = [
  'contact-persons',
  'education-status',
  'follow-up-cases',
  'person-identity',
  'residence',
] as const;
export type ProjectionName = (typeof PROJECTION_NAMES)[number];

/** Danish, English. */
type InWords = readonly [da: string, en: string];

/** What a subject's folder states of any of its event types. */
export interface EventLine<Data> {
  /** The day it happened. A report that tells no day of its own happens on the day it is received. */
  readonly on: (data: Data, receivedOn: Day) => Day;
  /** The projections that the type can change. An empty list is a decision too. */
  readonly readBy: readonly ProjectionName[];
  readonly title: InWords;
  /** One sentence. */
  readonly about: InWords;
  readonly law?: string;
}

/** The fields of a report as it came in, without its person. */
export type Incoming<C> = Omit<C, 'person'>;

/** The fields that the log keeps readable: without the person, who is the stream, and without those that are sealed. */
export type Kept<C, Sealed> = Omit<C, 'person' | (Sealed & string)>;

interface FromOutside<C extends object> {
  /** The class of `data` on the wire, with the person. */
  readonly data: new () => C;
  /** The kinds of reporter that may send it. */
  readonly from: readonly ReporterKind[];
}

/** A type that states something of a person. */
export interface ReportLine<C extends object, Sealed extends string = never>
  extends FromOutside<C>, EventLine<Kept<C, Sealed>> {
  /** The fields that are encrypted with the person's key. */
  readonly sealed: readonly Sealed[];
  /** The conditions under which a report counts. */
  readonly needs: Needs<Kept<C, Sealed>>;
}

/** A type that points at an earlier report: it happens on the day it is received. */
export interface CorrectionLine<C extends object> extends FromOutside<C>, EventLine<unknown> {}

type Rest<Line> = Omit<Line, 'data' | 'sealed'>;

/** A report type without sealed fields. */
export function report<C extends object>(data: new () => C, line: Rest<ReportLine<C>>): ReportLine<C> {
  return { data, sealed: [], ...line };
}

/** A report type with fields that are encrypted with the person's key. */
export function sealedReport<C extends object, const Sealed extends Exclude<keyof C & string, 'person'>>(
  data: new () => C,
  sealed: readonly Sealed[],
  line: Rest<ReportLine<C, Sealed>>,
): ReportLine<C, Sealed> {
  return { data, sealed, ...line };
}
