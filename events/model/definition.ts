import type { ShapeClass, Text } from '#libs/validation';
import type { EventData, EventType } from '../person-event.ts';
import type { ReporterKind } from './source.ts';
import type { Day } from './stored.ts';

export const WIRE_PREFIX = 'dk.ungestatus.';

export type WireType<T extends EventType = EventType> = `${typeof WIRE_PREFIX}${T}`;

/** One line of the catalogue: all there is to know of an event type. */
export interface EventDefinition<T extends EventType = EventType> {
  readonly type: T;
  readonly wireType: WireType<T>;
  /** Describes `data` on the wire, with the person; null for what the service itself writes. */
  readonly dataClass: ShapeClass | null;
  /** Who may send it. */
  readonly reporters: readonly ReporterKind[];
  /** Fields of `data` that are encrypted with the person's key. */
  readonly sealed: readonly string[];
  /** The day it happened; corrections and withdrawals happen on the day they are received. */
  occurredOn(data: EventData[T], receivedOn: Day): Day;
  readonly title: Text;
  /** One sentence. */
  readonly about: Text;
  readonly law?: string;
  /** Written by the service itself, never accepted from outside. */
  readonly own: boolean;
}

/** What a catalogue line says; the rest follows from its key. */
export interface EventLine<T extends EventType> {
  readonly data?: ShapeClass;
  readonly from?: readonly ReporterKind[];
  readonly sealed?: readonly string[];
  readonly on: (data: EventData[T], receivedOn: Day) => Day;
  readonly title: readonly [da: string, en: string];
  readonly about: readonly [da: string, en: string];
  readonly law?: string;
}

/** Fills a catalogue line out. */
export function defined<T extends EventType>(type: T, line: EventLine<T>): EventDefinition<T> {
  return {
    type,
    wireType: `${WIRE_PREFIX}${type}`,
    dataClass: line.data ?? null,
    reporters: line.from ?? [],
    sealed: line.sealed ?? [],
    occurredOn: line.on,
    title: { da: line.title[0], en: line.title[1] },
    about: { da: line.about[0], en: line.about[1] },
    ...(line.law === undefined ? {} : { law: line.law }),
    own: line.data === undefined,
  };
}
