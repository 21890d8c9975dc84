import { addDays } from '#libs/calendar';
import type { RuleBook, RuleValues } from '#libs/rules';
import type { PersonHistory } from '#events/person-event';
import type { Day } from '#events/stored';
import { breakDays } from './breaks.ts';
import { type Enrolment, versionAt } from './enrolment.ts';
import { type Facts, factsOf } from './facts.ts';
import { verdictOn } from './precedence.ts';
import { secondaryOn } from './secondary.ts';
import { type Answer, sameAnswer, type Spell, type SpellEnrolment } from './spell.ts';

export type { Spell, SpellEnrolment } from './spell.ts';
export type { Conflict, LosingEvent } from './verdict.ts';
export type { Secondary } from './secondary.ts';
export { EDUCATION_STATUSES, STATUS_REASONS, type EducationStatus, type StatusReason } from './statuses.ts';

/**
 * The whole life's answers as known after `history.events`: from the birth date without gaps to for ever.
 * Pure; a prefix of a person's events gives what was known at that position.
 */
export function timeline(history: PersonHistory, rules: RuleBook): Spell[] {
  const facts = factsOf(history, rules);
  const stretches: { from: Day; answer: Answer }[] = [];
  for (const day of breakDays(facts, rules)) {
    const answer = answerOn(facts, day, rules.on(day));
    if (!sameAnswer(stretches.at(-1)?.answer, answer)) stretches.push({ from: day, answer });
  }
  return withRuns(
    stretches.map(({ from, answer }, index) => {
      const next = stretches[index + 1];
      return { ...answer, from, to: next ? addDays(next.from, -1) : null, since: from, until: null };
    }),
  );
}

/** The spell that covers a day; before the birth date the first. Throws on an empty list. */
export function statusOn(spells: readonly Spell[], day: Day): Spell {
  const spell = spells.findLast(({ from }) => from <= day) ?? spells[0];
  if (!spell) throw new RangeError('a timeline has at least one spell');
  return spell;
}

function answerOn(facts: Facts, day: Day, values: RuleValues): Answer {
  const verdict = verdictOn(facts, day, values);
  const { status, reason, enrolment } = verdict;
  const disputes = enrolment ? enrolment.disputes.filter(({ from }) => from <= day) : [];
  return {
    status,
    ...(reason ? { reason } : {}),
    ...(enrolment ? { enrolment: enrolmentOn(enrolment, day), newestReportAt: enrolment.newestReportAt } : {}),
    deciding: [...facts.birth.citations, ...verdict.deciding],
    losing: [...(verdict.losing ?? []), ...disputes.flatMap(({ losing }) => losing)],
    conflicts: [...(verdict.conflicts ?? []), ...disputes.map(({ kind, sides }) => ({ kind, sides }))],
    secondary: secondaryOn(facts, verdict, day, values.riskMonths),
    rule: `status.${status}`,
  };
}

function enrolmentOn(enrolment: Enrolment, day: Day): SpellEnrolment {
  const { institution, department, education, kind } = versionAt(enrolment, day);
  const { enrolmentId, reporter, startsOn, expectedEndsOn, end } = enrolment;
  return {
    enrolmentId,
    reporter,
    institution,
    ...(department === undefined ? {} : { department }),
    education,
    kind,
    startsOn,
    ...(expectedEndsOn === undefined ? {} : { expectedEndsOn }),
    ...(end ? { endedOn: end.day } : {}),
  };
}

/** Gives every spell of a run the run's first and last day. */
function withRuns(spells: Spell[]): Spell[] {
  const result: Spell[] = [];
  let run: Spell[] = [];
  for (const spell of spells) {
    const before = run.at(-1);
    if (before && !sameRun(before, spell)) {
      result.push(...closed(run));
      run = [];
    }
    run.push(spell);
  }
  return [...result, ...closed(run)];
}

function sameRun(one: Spell, other: Spell): boolean {
  if (one.status !== other.status) return false;
  if (!one.enrolment || !other.enrolment) return one.enrolment === other.enrolment;
  return one.enrolment.enrolmentId === other.enrolment.enrolmentId && one.enrolment.reporter === other.enrolment.reporter;
}

function closed(run: readonly Spell[]): Spell[] {
  const since = run[0]?.from ?? '';
  const until = run.at(-1)?.to ?? null;
  return run.map((spell) => ({ ...spell, since, until }));
}
