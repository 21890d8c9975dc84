import { addDays } from '#libs/calendar';
import type { Day } from '#events/model/stored';
import type { Spell } from './spell.ts';

type Shown = Pick<Spell, 'status' | 'reason' | 'deciding'>;

/** Days on which the answer differs from the earlier one; `before` is missing if nothing was known. */
export interface StatusChange {
  readonly from: Day;
  readonly to: Day | null;
  readonly before?: Shown;
  readonly after?: Shown;
}

/** The changes between two states of knowledge about one person, in order of days, without unchanged stretches. */
export function statusChanges(before: readonly Spell[], after: readonly Spell[]): StatusChange[] {
  const days = [
    ...new Set([...before, ...after].flatMap(({ from, to }) => (to === null ? [from] : [from, addDays(to, 1)]))),
  ].sort();
  const changes: StatusChange[] = [];
  days.forEach((from, index) => {
    const next = days[index + 1];
    const was = shownOn(before, from);
    const is = shownOn(after, from);
    if (was?.status === is?.status && was?.reason === is?.reason) return;
    const to = next === undefined ? null : addDays(next, -1);
    const last = changes.at(-1);
    const goesOn = last?.to === addDays(from, -1) && same(last.before, was) && same(last.after, is);
    if (last && goesOn) changes[changes.length - 1] = { ...last, to };
    else changes.push({ from, to, ...(was ? { before: was } : {}), ...(is ? { after: is } : {}) });
  });
  return changes;
}

function shownOn(spells: readonly Spell[], day: Day): Shown | undefined {
  const spell = spells.find(({ from, to }) => from <= day && (to === null || day <= to));
  return spell && { status: spell.status, ...(spell.reason ? { reason: spell.reason } : {}), deciding: spell.deciding };
}

function same(one: Shown | undefined, other: Shown | undefined): boolean {
  return (
    one?.status === other?.status && one?.reason === other?.reason && one?.deciding.join() === other?.deciding.join()
  );
}
