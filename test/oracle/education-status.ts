import type { PersonHistory, Report } from '#events/person-event';
import type { Day } from '#events/model/stored';
import type { RuleBook } from '#libs/rules';
import { daysOnwards, turns } from './calendar-by-hand.ts';
import { effectiveReports, withdrawnRegistrations } from './effective-reports.ts';
import { isRealEducation, knownEnrolments, type KnownEnrolment } from './known-enrolments.ts';

interface OneDay {
  readonly status: string;
  readonly reason?: string;
  readonly enrolmentId?: string;
  /** Distinguishes equal enrolment ids of two reporters. */
  readonly key?: string;
  /** The marks next to the status, in words. */
  readonly beside?: readonly string[];
}

/** First and last day of an unbroken run: since birth at the earliest, null if it still goes on at forty. */
interface Run {
  readonly since: Day;
  readonly until: Day | null;
}

export type OracleAnswer = OneDay & Run;

const LAST_AGE_STEPPED_TO = 40;

interface Known {
  readonly birthDate: Day;
  readonly birthdays: Map<number, Day>;
  readonly enrolments: readonly KnownEnrolment[];
  readonly allWithdrawn: boolean;
  readonly runs: Run[];
}

const known = new WeakMap<RuleBook, WeakMap<PersonHistory, Known>>();

function birthDateOf(reports: readonly Report[], history: PersonHistory): Day {
  const registered = reports.filter((report) => report.type === 'person-registered.v1');
  return (
    registered.sort((one, other) => one.position - other.position).at(-1)?.data.birthDate ?? history.numberBirthDate
  );
}

function whatIsKnown(history: PersonHistory, rules: RuleBook): Known {
  const mine = known.get(rules) ?? new WeakMap<PersonHistory, Known>();
  known.set(rules, mine);
  const before = mine.get(history);
  if (before !== undefined) return before;
  const reports = effectiveReports(history);
  const enrolments = knownEnrolments(reports, rules);
  const now: Known = {
    birthDate: birthDateOf(reports, history),
    birthdays: new Map(),
    enrolments,
    allWithdrawn:
      withdrawnRegistrations(history).some(({ data }) => isRealEducation(data.education)) &&
      !enrolments.some(({ everReal }) => everReal),
    runs: [],
  };
  mine.set(history, now);
  return now;
}

/** The greatest by `first`, then by `second`. */
function greatest(
  enrolments: readonly KnownEnrolment[],
  first: (enrolment: KnownEnrolment) => string,
  second: (enrolment: KnownEnrolment) => number,
): KnownEnrolment | undefined {
  return [...enrolments]
    .sort((one, other) =>
      first(one) === first(other) ? second(one) - second(other) : first(one) < first(other) ? -1 : 1,
    )
    .at(-1);
}

function on({ enrolmentId, key }: KnownEnrolment, status: string, reason?: string): OneDay {
  return reason === undefined ? { status, enrolmentId, key } : { status, reason, enrolmentId, key };
}

function whileActive(enrolment: KnownEnrolment, day: Day): OneDay {
  const expired = enrolment.expiredRisk(day);
  const { overlongFrom } = enrolment;
  const beside = [
    ...(expired === undefined ? [] : [`risk expired-not-renewed ${expired}`]),
    ...(overlongFrom === null || day < overlongFrom ? [] : [`extension not reported ${overlongFrom}`]),
  ];
  return { ...statusWhileActive(enrolment, day), beside };
}

function statusWhileActive(enrolment: KnownEnrolment, day: Day): OneDay {
  if (enrolment.onLeave(day)) return on(enrolment, 'on-leave');
  if (enrolment.atRisk(day)) return on(enrolment, 'enrolled-at-risk');
  return on(enrolment, enrolment.kindOn(day) === 'compulsory' ? 'compulsory-school' : 'enrolled');
}

function afterEnd(enrolment: KnownEnrolment, day: Day, rules: RuleBook): OneDay {
  const end = enrolment.throughReal === enrolment.through ? enrolment.end : null;
  if (end === null) return on(enrolment, 'unknown', 'expected-report-missing');
  if (end.outcome === 'interrupted') return on(enrolment, 'interrupted');
  if (end.outcome === 'not-passed') return on(enrolment, 'interrupted', 'not-passed');
  const kind = enrolment.kindOn(end.lastDay);
  if (rules.on(day).qualifyingKinds.includes(kind)) return on(enrolment, 'completed');
  if (kind === 'compulsory' || kind === 'preparatory') return on(enrolment, 'unknown', `${kind}-ended`);
  return on(enrolment, 'unknown', 'other-ended');
}

function withoutEnrolment(facts: Known): OneDay {
  if (facts.enrolments.some((enrolment) => enrolment.neverStarted))
    return { status: 'unknown', reason: 'never-started' };
  return { status: 'unknown', reason: facts.allWithdrawn ? 'withdrawn' : 'never-reported' };
}

function birthdayOf({ birthDate, birthdays }: Known, age: number): Day {
  const day = birthdays.get(age) ?? turns(birthDate, age);
  birthdays.set(age, day);
  return day;
}

function foldDay(facts: Known, day: Day, rules: RuleBook): OneDay {
  const { scopeFromAge, scopeBeforeAge } = rules.on(day);
  if (day < birthdayOf(facts, scopeFromAge) || day >= birthdayOf(facts, scopeBeforeAge))
    return { status: 'out-of-scope' };
  const answer = inScopeOn(facts, day, rules);
  const disputed = facts.enrolments.filter(
    ({ neverStarted, endedThough, startsOn }) =>
      neverStarted && endedThough && (startsOn <= day || answer.reason === 'never-started'),
  );
  return { ...answer, beside: [...(answer.beside ?? []), ...disputed.map(() => 'never started and ended')] };
}

function inScopeOn(facts: Known, day: Day, rules: RuleBook): OneDay {
  const counting = facts.enrolments.filter((enrolment) => !enrolment.neverStarted);
  const active = greatest(
    counting.filter(({ startsOn, through, isReal }) => startsOn <= day && day <= through && isReal(day)),
    ({ startsOn }) => startsOn,
    ({ registeredAt }) => registeredAt,
  );
  if (active !== undefined) return whileActive(active, day);
  const future = counting.filter(({ startsOn, isReal }) => startsOn > day && isReal(day));
  const earliest = future.map(({ startsOn }) => startsOn).sort()[0];
  const awaited = greatest(
    future.filter(({ startsOn }) => startsOn === earliest),
    ({ startsOn }) => startsOn,
    ({ registeredAt }) => registeredAt,
  );
  if (awaited !== undefined) return on(awaited, 'awaiting-start');
  const ended = greatest(
    counting.filter(({ throughReal }) => throughReal !== null && throughReal < day),
    ({ throughReal }) => throughReal ?? '',
    ({ end, registeredAt, through, throughReal }) =>
      (through === throughReal ? end?.recorded : undefined) ?? registeredAt,
  );
  return ended === undefined ? withoutEnrolment(facts) : afterEnd(ended, day, rules);
}

/**
 * The last day of the run in one direction, day by day.
 * @returns undefined if the edge comes first
 */
function findRunEnd(facts: Known, day: Day, rules: RuleBook, step: 1 | -1, edge: Day): Day | undefined {
  const here = foldDay(facts, day, rules);
  let last = day;
  for (const next of daysOnwards(day, step)) {
    if (step === 1 ? last >= edge : last <= edge) return undefined;
    const there = foldDay(facts, next, rules);
    if (there.status !== here.status || there.key !== here.key) return last;
    last = next;
  }
  return undefined;
}

/** The run around a day; once walked, it is known for all its days. */
function runAround(facts: Known, day: Day, rules: RuleBook): Run {
  const walked = facts.runs.find(({ since, until }) => since <= day && day <= (until ?? day));
  if (walked !== undefined) return walked;
  const { birthDate } = facts;
  const run = {
    since: findRunEnd(facts, day, rules, -1, birthDate) ?? birthDate,
    until: findRunEnd(facts, day, rules, 1, turns(birthDate, LAST_AGE_STEPPED_TO)) ?? null,
  };
  facts.runs.push(run);
  return run;
}

/** The status of one day without its run. */
export function oracleDay(history: PersonHistory, day: Day, rules: RuleBook): OneDay {
  return foldDay(whatIsKnown(history, rules), day, rules);
}

/** The status by the letter of the design: everything is folded again for each day it steps over. */
export function oracleStatus(history: PersonHistory, day: Day, rules: RuleBook): OracleAnswer {
  const facts = whatIsKnown(history, rules);
  return { ...foldDay(facts, day, rules), ...runAround(facts, day, rules) };
}
