import { addDays } from '#libs/calendar';
import { type EndDispute, type Enrolment, mostRecent, versionAt } from '#libs/enrolments';
import type { RuleBook, RuleValues } from '#libs/rules';
import type { PersonHistory } from '#events/person-event';
import type { Day } from '#events/model/stored';
import { breakDays } from './breaks.ts';
import type { Conflict, LosingEvent } from './conflict.ts';
import { type Facts, factsOf } from './facts.ts';
import { verdictOn } from './precedence.ts';
import { secondaryOn } from './secondary.ts';
import { EDUCATION_STATUSES, type EducationStatus } from './statuses.ts';
import { sameAnswer, type Spell, type Writable } from './spell.ts';
import type { Verdict } from './verdict.ts';

export type { Secondary, Spell } from './spell.ts';
export type { Conflict, LosingEvent } from './conflict.ts';
export { EDUCATION_STATUSES, type EducationStatus, type StatusReason } from './statuses.ts';

/**
 * The answers for the whole life as known after `history.events`: spells without gaps from the birth date, the last one
 * open-ended. Pure. A prefix of a person's events gives the knowledge at its last position.
 */
export function timeline(history: PersonHistory, rules: RuleBook): Spell[] {
  const facts = factsOf(history, rules);
  const answers: KeyedSpell[] = [];
  for (const day of breakDays(facts, rules)) {
    const answer = spellFrom(day, facts, rules.on(day));
    const last = answers.at(-1);
    if (last?.key !== answer.key || !sameAnswer(last?.spell, answer.spell)) answers.push(answer);
  }
  setLastDays(answers);
  return answers.map(({ spell }) => spell);
}

/** A spell with the key of its enrolment: an id used twice stands for two enrolments, which may look alike. */
interface KeyedSpell {
  readonly spell: Writable<Spell>;
  readonly key: string | undefined;
}

/** The spell of a day. A day before the birth date counts as the first spell. Throws on an empty list. */
export function statusOn(spells: readonly Spell[], day: Day): Spell {
  const spell = spells.findLast(({ from }) => from <= day) ?? spells[0];
  if (!spell) throw new RangeError('a timeline has at least one spell');
  return spell;
}

/** Shared by all rows: there are many, and identical objects compare equal without a look at their members. */
const NOTHING = [] as const;

function disputesOn(enrolment: Enrolment | undefined, day: Day): readonly EndDispute[] {
  return !enrolment || enrolment.disputes.length === 0 ? NOTHING : enrolment.disputes.filter(({ from }) => from <= day);
}

/** Joins the lists. Returns the first itself if the others are empty. */
function joined<T>(first: readonly T[], ...others: readonly (readonly T[])[]): readonly T[] {
  return others.every((other) => other.length === 0) ? first : [...first, ...others.flat()];
}

/**
 * The conflict between never-started and an end of one enrolment, with the ends that lose. Shown from the planned start
 * on, and on every day with the reason never-started.
 */
function neverStartedOn({ neverStarted }: Facts, { status, reason }: Verdict, day: Day): Undone {
  if (neverStarted.length === 0 || status === 'out-of-scope') return NOTHING_UNDONE;
  const undone = neverStarted.filter(
    ({ contradicting, startsOn }) => contradicting.length > 0 && (reason === 'never-started' || startsOn <= day),
  );
  if (undone.length === 0) return NOTHING_UNDONE;
  const shown = mostRecent(undone);
  const losing = mostRecent(shown.flatMap(({ contradicting }) => contradicting));
  return {
    conflicts: shown.map(({ neverStarted: said, contradicting }) => ({
      kind: 'never-started-and-ended',
      sides: [said, ...mostRecent(contradicting).map(({ citations }) => citations)],
    })),
    losing: losing.map(({ eventId }) => ({ eventId, why: 'never-started' })),
    leftOut: undone.reduce((count, { contradicting }) => count + contradicting.length, 0) - losing.length,
  };
}

interface Undone {
  readonly conflicts: readonly Conflict[];
  readonly losing: readonly LosingEvent[];
  readonly leftOut: number;
}

const NOTHING_UNDONE: Undone = { conflicts: NOTHING, losing: NOTHING, leftOut: 0 };

/**
 * The id of the rule for each status. Built once: a text concatenated for every spell would be garbage by the million.
 */
const RULE_OF = Object.fromEntries(
  Object.keys(EDUCATION_STATUSES).map((status) => [status, `status.${status}`]),
) as Record<EducationStatus, string>;

/** Makes a spell that begins on the day and has no end yet. */
function spellFrom(day: Day, facts: Facts, values: RuleValues): KeyedSpell {
  const verdict = verdictOn(facts, day, values);
  const { status, reason, enrolment, losing = NOTHING, conflicts = NOTHING } = verdict;
  const disputes = disputesOn(enrolment, day);
  const undone = neverStartedOn(facts, verdict, day);
  const leftOut = disputes.reduce((count, dispute) => count + dispute.leftOut, (verdict.leftOut ?? 0) + undone.leftOut);
  const { citations } = facts.birth;
  const spell: Writable<Spell> = {
    from: day,
    to: null,
    status,
    since: day,
    until: null,
    deciding: citations.length > 0 ? [...citations, ...verdict.deciding] : verdict.deciding,
    losing: joined(
      losing,
      disputes.flatMap((dispute) => dispute.losing),
      undone.losing,
    ),
    conflicts: joined(
      conflicts,
      disputes.map(({ kind, sides }) => ({ kind, sides })),
      undone.conflicts,
    ),
    secondary: secondaryOn(facts, verdict, day, values.riskMonths),
    rule: RULE_OF[status],
  };
  if (reason) spell.reason = reason;
  if (leftOut > 0) spell.losingLeftOut = leftOut;
  if (enrolment) {
    spell.enrolment = versionAt(enrolment, day).shown;
    spell.newestReportAt = enrolment.newestReportAt;
  }
  return { spell, key: enrolment?.key };
}

/** Ends each spell before the next one, and sets the first and last day of each run of equal spells. */
function setLastDays(answers: readonly KeyedSpell[]): void {
  let run: KeyedSpell[] = [];
  answers.forEach((answer, index) => {
    const next = answers[index + 1];
    const { spell } = answer;
    const first = run[0];
    if (first && sameRun(first, answer)) spell.since = first.spell.from;
    else run = [];
    run.push(answer);
    spell.to = next ? addDays(next.spell.from, -1) : null;
    if (next && sameRun(answer, next)) return;
    for (const earlier of run) earlier.spell.until = spell.to;
  });
}

function sameRun(one: KeyedSpell, other: KeyedSpell): boolean {
  return one.spell.status === other.spell.status && one.key === other.key;
}
