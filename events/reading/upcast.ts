import type { EventType } from '../person-event.ts';

type Fields = Readonly<Record<string, unknown>>;

/** How the data of an earlier version of a type is read as data of the present version. */
export interface Upcaster {
  readonly to: EventType;
  /** The fields that the log keeps readable: they must be enough, since the sealed ones may be gone. */
  readonly open: (data: Fields) => Fields;
  /** The sealed fields; not called if their key is destroyed. */
  readonly sealed: (fields: Fields) => Fields;
}

/**
 * By the stored type. An event keeps the version it was stored in; everything that gives it a meaning sees the present
 * one. Empty as long as every type has one version.
 */
const UPCASTERS: ReadonlyMap<string, Upcaster> = new Map<string, Upcaster>([]);

/** A stored event's type and readable data in the present version; the same if it is stored in that. */
export function upcast<T extends { readonly type: string; readonly data: object }>(event: T): T {
  const upcaster = UPCASTERS.get(event.type);
  return upcaster === undefined ? event : { ...event, type: upcaster.to, data: upcaster.open(event.data as Fields) };
}

/** The sealed fields of a stored event in the present version. */
export function upcastSealed(type: string, fields: Record<string, unknown>): Record<string, unknown> {
  const upcaster = UPCASTERS.get(type);
  return upcaster === undefined ? fields : { ...upcaster.sealed(fields) };
}
