import type { EventType } from '../person-event.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Converts the data of an earlier version of a type to the present version. */
export interface Upcaster {
  readonly to: EventType;
  /** Converts the unsealed fields. They must be enough, since the sealed ones may be destroyed. */
  readonly open: (data: Fields) => Fields;
  /** Converts the sealed fields; not called if their key is destroyed. */
  readonly sealed: (fields: Fields) => Fields;
}

/**
 * The upcasters by stored type. An event keeps the version it was stored in; all code that interprets it uses the
 * present one. Empty as long as every type has one version.
 */
const UPCASTERS: ReadonlyMap<string, Upcaster> = new Map<string, Upcaster>([]);

/**
 * Converts a stored event's type and unsealed data to the present version. Returns the event itself if it has that
 * version.
 */
export function upcast<T extends { readonly type: string; readonly data: object }>(event: T): T {
  const upcaster = UPCASTERS.get(event.type);
  return upcaster === undefined ? event : { ...event, type: upcaster.to, data: upcaster.open(event.data as Fields) };
}

/** Converts the sealed fields of a stored event to the present version. */
export function upcastSealed(type: string, fields: Record<string, unknown>): Record<string, unknown> {
  const upcaster = UPCASTERS.get(type);
  return upcaster === undefined ? fields : { ...upcaster.sealed(fields) };
}
