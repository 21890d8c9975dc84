import type { PersonEvent } from '../person-event.ts';

export type Withdrawal = Extract<PersonEvent, { type: 'report-withdrawn.v1' }>;

/**
 * Event id → the withdrawal that removes it. A withdrawal that is itself withdrawn removes nothing; neither does one
 * by another reporter, one whose target is not (yet) known, or one in a circle of withdrawals.
 *
 * Worked from the outside in, without recursion: a sender can build a chain of any length.
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
    // The loop goes on over what is appended here: all that points at this withdrawal is known by now.
    if (left === 0 && target.type === 'report-withdrawn.v1') decided.push(target);
  }
  return inForce;
}

/** Each withdrawal that may point where it points, with what it points at. */
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
