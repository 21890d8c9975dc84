import type { ShapeClass, Text } from '#libs/validation';
import { completionDefinitions } from './completion/definition.ts';
import { contactPersonDefinitions } from './contact-person/definition.ts';
import { correctionDefinitions } from './correction/definition.ts';
import { dropoutRiskDefinitions } from './dropout-risk/definition.ts';
import { enrolmentDefinitions } from './enrolment/definition.ts';
import { followUpDefinitions, municipalDefinitions } from './follow-up/definition.ts';
import { interruptionDefinitions } from './interruption/definition.ts';
import { leaveDefinitions } from './leave/definition.ts';
import type { Needs } from './model/conditions.ts';
import type { EventLine, ProjectionName } from './model/definition.ts';
import type { ReporterKind } from './model/source.ts';
import type { Day } from './model/stored.ts';
import { personDefinitions } from './person/definition.ts';
import { reporterDefinitions } from './reporter/definition.ts';
import { residenceDefinitions } from './residence/definition.ts';

/** The types that state something about a person; corrections and withdrawals refer to these. */
const reports = {
  ...personDefinitions,
  ...residenceDefinitions,
  ...enrolmentDefinitions,
  ...interruptionDefinitions,
  ...completionDefinitions,
  ...leaveDefinitions,
  ...dropoutRiskDefinitions,
  ...contactPersonDefinitions,
  ...municipalDefinitions,
};
const lines = { ...reports, ...correctionDefinitions, ...followUpDefinitions, ...reporterDefinitions };

/** The definitions of the report types, by type: the source of `ReportData`. */
export type ReportLines = typeof reports;
/** The definitions of the report types about a reporter, by type. */
export type ReporterLines = typeof reporterDefinitions;
type Lines = typeof lines;
/** The name in the log of every event type, about persons and reporters. */
export type EventName = keyof Lines;
type DataOf<T extends EventName> = Parameters<Lines[T]['on']>[0];

export const WIRE_PREFIX = 'dk.ungestatus.';

export type WireType<T extends EventName = EventName> = `${typeof WIRE_PREFIX}${T}`;

/** Everything the service knows about an event type. */
export interface EventDefinition<T extends EventName = EventName> {
  readonly type: T;
  readonly wireType: WireType<T>;
  /** Describes `data` on the wire, with the person if about one; null for the types that only the service writes. */
  readonly dataClass: ShapeClass | null;
  /** The kinds of reporter that may send it. */
  readonly reporters: readonly ReporterKind[];
  /** Fields of `data` that are encrypted with the person's key. */
  readonly sealed: readonly string[];
  /** The projections that the type can change. */
  readonly readBy: readonly ProjectionName[];
  /** The day it happened; for corrections and withdrawals the day they are received. */
  occurredOn(data: DataOf<T>, receivedOn: Day): Day;
  readonly title: Text;
  /** One sentence. */
  readonly about: Text;
  readonly law?: string;
  /** Written by the service itself, never accepted from outside. */
  readonly own: boolean;
}

interface AnyLine extends EventLine<never> {
  readonly data?: ShapeClass;
  readonly from?: readonly ReporterKind[];
  readonly sealed?: readonly string[];
}

/** Completes a subject's definition with the members that follow from its key. */
function defined(type: EventName, line: AnyLine): EventDefinition<never> {
  return {
    type: type as never,
    wireType: wireTypeOf(type) as never,
    dataClass: line.data ?? null,
    reporters: line.from ?? [],
    sealed: line.sealed ?? [],
    readBy: line.readBy,
    occurredOn: line.on,
    title: { da: line.title[0], en: line.title[1] },
    about: { da: line.about[0], en: line.about[1] },
    ...(line.law === undefined ? {} : { law: line.law }),
    own: line.data === undefined,
  };
}

/** Every event type by its short name. */
export const catalogue = Object.fromEntries(
  Object.entries(lines).map(([type, line]) => [type, defined(type as EventName, line)]),
) as unknown as { readonly [T in EventName]: EventDefinition<T> };

export const definitions: readonly EventDefinition[] = Object.values(catalogue) as unknown as EventDefinition[];

/** The types that senders may report. */
export const accepted: readonly EventDefinition[] = definitions.filter((definition) => !definition.own);

/** The names of the types that state something about a person. */
export const REPORT_TYPES = Object.keys(reports) as readonly (keyof ReportLines)[];

const byWireType = new Map<string, EventDefinition>(definitions.map((definition) => [definition.wireType, definition]));

/** The definition of a type by its name on the wire, `dk.ungestatus.….v1`. */
export function findDefinition(wireType: string): EventDefinition | undefined {
  return byWireType.get(wireType);
}

/** The definition of a type by its name in the log. */
export function getDefinition<T extends EventName>(type: T): EventDefinition<T> {
  return catalogue[type];
}

/** Returns true for the types that state something about a reporter. */
export function isReporterType(type: string): type is keyof ReporterLines {
  return Object.hasOwn(reporterDefinitions, type);
}

export function isReportType(type: string): type is keyof ReportLines {
  return Object.hasOwn(reports, type);
}

/** The conditions under which a report of the type counts. */
export function needsOf<T extends keyof ReportLines>(type: T): Needs<DataOf<T>> {
  return reports[type].needs as unknown as Needs<DataOf<T>>;
}

/** States for each type whether it can change the projection. */
export function eventsReadBy(reader: ProjectionName): Readonly<Record<EventName, boolean>> {
  return Object.fromEntries(definitions.map(({ type, readBy }) => [type, readBy.includes(reader)])) as Record<
    EventName,
    boolean
  >;
}

/** States for each type whether it is a report: it may have warnings, or take some away. */
export const reportedEvents = Object.fromEntries(definitions.map(({ type, own }) => [type, !own])) as Readonly<
  Record<EventName, boolean>
>;

/** The name on the wire of a type in the log. */
export function wireTypeOf<T extends EventName>(type: T): WireType<T> {
  return `${WIRE_PREFIX}${type}`;
}
