import type { PersonEvent } from '../person-event.ts';

export type Withdrawal = Extract<PersonEvent, { type: 'report-withdrawn.v1' }>;

/**
 * Maps an event id to the withdrawal that removes the event. A withdrawal has no effect if it is itself withdrawn,
 * comes from another reporter, has a target that is not (yet) known, or is part of a circle of withdrawals. Works
 * inwards from the withdrawals that no other one refers to, without recursion: a sender can build a chain of any
 * length.
 */
export function withdrawalsInForce(events: readonly PersonEvent[]): ReadonlyMap<string, Withdrawal> {
  const targets = targetsOf(events);
  const undecided = new Map<string, number>();
  for (const target of targets.values()) undecided.set(target.eventId, (undecided.get(target.eventId) ?? 0) + 1);
  const inForce = new Map<string, Withdrawal>();
  const decided = [...targets.keys()].filter((withdrawal) => !undecided.has(withdrawal.eventId));
  for (const withdrawal of decided) {
    const target = targets.get(withdrawal);
    if (!target) continue;
    if (!inForce.has(withdrawal.eventId) && !inForce.has(target.eventId)) inForce.set(target.eventId, withdrawal);
    const left = (undecided.get(target.eventId) ?? 0) - 1;
    undecided.set(target.eventId, left);
    // The loop continues over what is appended here: every withdrawal of this one is decided by now.
    if (left === 0 && target.type === 'report-withdrawn.v1') decided.push(target);
  }
  return inForce;
}

/** Maps each withdrawal to its target, if both have the same reporter. */
function targetsOf(events: readonly PersonEvent[]): Map<Withdrawal, PersonEvent> {
  const byId = new Map(events.map((event) => [event.eventId, event]));
  const targets = new Map<Withdrawal, PersonEvent>();
  for (const event of events) {
    if (event.type !== 'report-withdrawn.v1') continue;
    const target = byId.get(event.data.target);
    if (target && target.reporter === event.reporter) targets.set(event, target);
  }
  return targets;
}
