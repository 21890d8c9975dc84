import type { EnrolmentKind } from '#events/enrolment/enrolment-registered.event';
import type { Day } from '#events/model/stored';
import { countsOn, type Enrolment, versionAt } from '#libs/enrolments';
import type { Facts } from './facts.ts';
import { findNextStart } from './precedence.ts';
import type { Secondary, ShownRisk } from './spell.ts';
import type { Verdict } from './verdict.ts';

const ADVANCE: Readonly<Record<EnrolmentKind, number>> = {
  other: 0,
  compulsory: 1,
  preparatory: 2,
  'upper-secondary': 3,
  vocational: 3,
  higher: 4,
};

/** Shared by all spells: most have no secondary facts. */
const NOTHING: Secondary = {};

/** The secondary facts of a day, in addition to its status. */
export function secondaryOn(facts: Facts, verdict: Verdict, day: Day, riskMonths: number): Secondary {
  if (verdict.status === 'out-of-scope') return NOTHING;
  const completed = findHighestCompleted(facts.enrolments, day);
  const { leave } = verdict;
  const risk = shownRisk(verdict, riskMonths);
  const next = verdict.status === 'awaiting-start' ? undefined : findNextStart(facts, day);
  const overlong = findOverlong(verdict, day);
  if (!completed && !risk && !leave && !next && overlong === undefined) return NOTHING;
  const secondary: { -readonly [K in keyof Secondary]: Secondary[K] } = {};
  if (completed) secondary.highestCompleted = completed;
  if (risk) secondary.risk = risk;
  if (leave) secondary.leave = datesOf(leave);
  if (overlong !== undefined) secondary.extensionNotReported = { since: overlong };
  if (next)
    secondary.awaitingStart = { enrolmentId: next.enrolmentId, reporter: next.reporter, startsOn: next.startsOn };
  return secondary;
}

function shownRisk({ risk, expiredRisk }: Verdict, riskMonths: number): ShownRisk | undefined {
  const mark = risk ?? expiredRisk;
  if (!mark?.level) return undefined;
  const expiresOn = mark.expiresOn(riskMonths);
  const shown = { level: mark.level, assessor: mark.assessor, assessedOn: mark.day, expiresOn };
  return risk ? { state: 'active', ...shown } : { state: 'expired-not-renewed', since: expiresOn, ...shown };
}

/** The day on which the usual length passed, as long as the enrolment counts. */
function findOverlong({ enrolment }: Verdict, day: Day): Day | undefined {
  if (enrolment?.warnsFrom === undefined) return undefined;
  return enrolment.warnsFrom <= day && day <= enrolment.lastDay ? enrolment.warnsFrom : undefined;
}

function datesOf({ from, expectedUntil, lastDay }: NonNullable<Verdict['leave']>): NonNullable<Secondary['leave']> {
  return {
    from,
    ...(expectedUntil === undefined ? {} : { expectedUntil }),
    ...(lastDay === undefined ? {} : { lastDay }),
  };
}

function findHighestCompleted(enrolments: readonly Enrolment[], day: Day): Secondary['highestCompleted'] {
  let best: { enrolment: Enrolment; advance: number; completedOn: Day; recorded: number } | undefined;
  for (const enrolment of enrolments) {
    const { end } = enrolment;
    if (end?.outcome !== 'whole' || end.day > day || !countsOn(enrolment, end.day)) continue;
    const advance = ADVANCE[versionAt(enrolment, end.day).shown.kind];
    const candidate = { enrolment, advance, completedOn: end.day, recorded: end.recordedPosition };
    if (!best || outranks(candidate, best)) best = candidate;
  }
  if (!best) return undefined;
  const { enrolmentId, reporter } = best.enrolment;
  const { education, kind } = versionAt(best.enrolment, best.completedOn).shown;
  return { enrolmentId, reporter, education, kind, completedOn: best.completedOn };
}

interface Completed {
  readonly advance: number;
  readonly completedOn: Day;
  readonly recorded: number;
}

function outranks(one: Completed, other: Completed): boolean {
  if (one.advance !== other.advance) return one.advance > other.advance;
  if (one.completedOn !== other.completedOn) return one.completedOn > other.completedOn;
  return one.recorded > other.recorded;
}
