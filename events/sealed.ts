import { catalogue, definitions } from './catalogue.ts';
import type { EventType } from './person-event.ts';

/**
 * No field that is sealed in one type is open in another, so a correction's content can be sealed before its target is
 * known.
 */
const EVER_SEALED: ReadonlySet<string> = new Set(definitions.flatMap((definition) => definition.sealed));

export interface Separated {
  /** The fields that stay readable in the log. */
  readonly open: Record<string, unknown>;
  /** The fields that are encrypted with the person's key; empty if there are none. */
  readonly sealed: Record<string, unknown>;
}

/**
 * Separates the fields that must be sealed from the others. The sealed fields of a correction are those inside its
 * content.
 */
export function separateSealed(type: EventType, data: Readonly<Record<string, unknown>>): Separated {
  if (type !== 'report-corrected.v1') return part(data, sealedOf(type));
  const { open, sealed } = part(data['content'] as Record<string, unknown>, EVER_SEALED);
  return { open: { ...data, content: open }, sealed };
}

/** Reverses `separateSealed`, for readers who may see the sealed fields. */
export function joinSealed(type: EventType, { open, sealed }: Separated): Record<string, unknown> {
  if (type !== 'report-corrected.v1') return { ...open, ...sealed };
  return { ...open, content: { ...(open['content'] as Record<string, unknown>), ...sealed } };
}

/**
 * Returns true if the sealed fields name the young person or state how to reach them. They are then sealed with a key
 * of their own, which is destroyed long before the person's (docs/adr/0020). The content of a correction is classified
 * before its target is known.
 */
export function namesYoungPerson(type: EventType, data: Readonly<Record<string, unknown>>): boolean {
  if (type === 'report-corrected.v1') {
    const content = data['content'] as Readonly<Record<string, unknown>>;
    return (data['contentTypes'] as readonly EventType[]).some((fits) => namesYoungPerson(fits, content));
  }
  return type === 'name-registered.v1' || (type === 'contact-person-assigned.v1' && data['role'] === 'own');
}

const sealedByType = new Map<EventType, ReadonlySet<string>>();

function sealedOf(type: EventType): ReadonlySet<string> {
  const names = sealedByType.get(type) ?? new Set(catalogue[type].sealed);
  sealedByType.set(type, names);
  return names;
}

function part(data: Readonly<Record<string, unknown>>, names: ReadonlySet<string>): Separated {
  if (names.size === 0) return { open: { ...data }, sealed: {} };
  const entries = Object.entries(data);
  return {
    open: Object.fromEntries(entries.filter(([name]) => !names.has(name))),
    sealed: Object.fromEntries(entries.filter(([name]) => names.has(name))),
  };
}
