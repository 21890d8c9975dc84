import { catalogue, definitions } from './catalogue.ts';
import type { EventType } from './person-event.ts';

/** No field that is sealed in one type is open in another, so a correction's content can be sealed before its target is known. */
const EVER_SEALED: ReadonlySet<string> = new Set(definitions.flatMap((definition) => definition.sealed));

export interface Separated {
  /** What the log keeps readable. */
  readonly open: Record<string, unknown>;
  /** What is encrypted with the person's key; empty when there is nothing to seal. */
  readonly sealed: Record<string, unknown>;
}

/** Parts what must be sealed from what need not be. A correction's sealed fields are those inside its content. */
export function separateSealed(type: EventType, data: Readonly<Record<string, unknown>>): Separated {
  if (type !== 'report-corrected.v1') return part(data, sealedOf(type));
  const { open, sealed } = part(data['content'] as Record<string, unknown>, EVER_SEALED);
  return { open: { ...data, content: open }, sealed };
}

/** The opposite of `separateSealed`, for those who may see it. */
export function joinSealed(type: EventType, { open, sealed }: Separated): Record<string, unknown> {
  if (type !== 'report-corrected.v1') return { ...open, ...sealed };
  return { ...open, content: { ...(open['content'] as Record<string, unknown>), ...sealed } };
}

/**
 * Whether what is sealed names the young person or says how to reach them: it is sealed by a key of its own, which is
 * destroyed long before the person's (docs/adr/0020). A correction's content is judged before its target is known.
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
