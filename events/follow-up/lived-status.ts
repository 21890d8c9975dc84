import type { Day } from '../stored.ts';

/** One stretch of the timeline as believed; it lasts until the next spell's `from`. */
export interface BelievedSpell {
  readonly from: Day;
  readonly status: string;
  readonly reason?: string;
  /** First day of the unbroken run of this status. */
  readonly since: Day;
  /** The event the status rests on, where there is one. */
  readonly decidedBy?: string;
  /** Of the enrolment that decided, active or ended. */
  readonly institution?: string;
  readonly startsOn?: Day;
}

/** A report in force of a day: became-aware by awareOn, contact-made by on. `eventId` is the first report's, also when corrected. */
export interface DatedReport {
  readonly eventId: string;
  readonly on: Day;
}

export interface BelievedResidence {
  readonly from: Day;
  readonly municipality: string;
  readonly eventId: string;
}

/** Everything believed from one report on, until the next one: the follow-up sees no other past. */
export interface Belief {
  /** The report, correction or withdrawal that made it so. */
  readonly eventId: string;
  /** The local day of recordedAt. */
  readonly recordedOn: Day;
  readonly birthDate: Day;
  /** Ascending by `from`, without gaps. */
  readonly spells: readonly BelievedSpell[];
  /** Ascending by `from`; each lasts until the next. */
  readonly residences: readonly BelievedResidence[];
  readonly aware: readonly DatedReport[];
  readonly contacts: readonly DatedReport[];
  /** Ids of all reports that count; a withdrawn one is no more among them. */
  readonly inForce: ReadonlySet<string>;
}

/** The last entry begun by a day, undefined before the first. */
export function findOn<Entry extends { readonly from: Day }>(entries: readonly Entry[], day: Day): Entry | undefined {
  return entries.findLast((entry) => entry.from <= day);
}

/** Not following the plan: interrupted, or unknown for any reason but never-reported (follow-up.md, contact 15-17). */
export function isViolation(spell: BelievedSpell | undefined): boolean {
  return spell !== undefined && (spell.status === 'interrupted' || (spell.status === 'unknown' && spell.reason !== 'never-reported'));
}

/** An activity that has begun; admission alone (awaiting-start) is none. */
export function isActivity(spell: BelievedSpell): boolean {
  return !isViolation(spell) && !['awaiting-start', 'completed', 'unknown', 'out-of-scope'].includes(spell.status);
}

/**
 * The local day each belief began. Position is the only order: where a clock was set back, what stands earlier in the
 * log was known no later than what stands after it.
 */
export function knowledgeDays(beliefs: readonly Belief[]): Day[] {
  const days = beliefs.map((belief) => belief.recordedOn);
  for (let index = days.length - 2; index >= 0; index -= 1) {
    const next = days[index + 1] ?? '';
    if ((days[index] ?? '') > next) days[index] = next;
  }
  return days;
}
