import { localDay } from '#libs/calendar';
import { isTakenBackSince, knownAfter, withoutWithdrawn } from '#libs/persons';
import type { RuleBook } from '#libs/rules';
import { birthDateOf } from '#events/state/birth-date';
import { type EffectiveReport, effectiveReports } from '#events/standing/effective';
import type { Belief, BelievedResidence, BelievedSpell, RecordedFact } from '#events/follow-up/contact/contact.decide';
import type { FollowUpData } from '#events/follow-up/follow-up.event';
import type { PersonEvent, PersonHistory, ReportType } from '#events/person-event';
import type { Steps } from '#libs/concurrency';
import { type Spell, timeline } from '#projections/education-status/education-status.evolve';
import { residenceTimeline } from '#events/state/residence.evolve';
import { CLOCKS } from './clocks.ts';
import { datedReport } from './dated-report.ts';
import { type FirstRecorded, firstRecordedOf } from './first-recorded.ts';
import { type BelievedMoment, isFollowUp } from './moments.ts';

type FollowUpEvent = Extract<PersonEvent, { type: keyof FollowUpData }>;

/** The follow-up facts of the stream: everything stated so far. */
export function recordedFactsOf(history: PersonHistory): readonly RecordedFact[] {
  return history.events.filter((event): event is FollowUpEvent => isFollowUp(event));
}

/**
 * The beliefs from each of the moments on, shared by all clocks; one step per moment. Empty, and cheaply so, for a
 * person whom no clock may concern and about whom no follow-up fact is stated.
 */
export function* beliefsOf(
  history: PersonHistory,
  moments: readonly BelievedMoment[],
  rules: RuleBook,
): Steps<Belief[]> {
  if (!mayConcern(history, rules)) return [];
  const firstRecorded = firstRecordedOf(history);
  const beliefs: Belief[] = [];
  for (const { event, count } of moments) {
    beliefs.push(...believedOrTakenBack(event, { history, count, rules, firstRecorded }));
    yield;
  }
  return beliefs;
}

interface Reading {
  readonly history: PersonHistory;
  readonly count: number;
  readonly rules: RuleBook;
  readonly firstRecorded: FirstRecorded;
}

/** A report that cannot be evaluated and was later withdrawn counts as never known. */
function believedOrTakenBack(event: PersonEvent, { history, count, rules, firstRecorded }: Reading): Belief[] {
  const known = knownAfter(history, count);
  try {
    return [believedFrom(event, known, rules, firstRecorded)];
  } catch (error) {
    if (isTakenBackSince(history, count)) return [];
    const without = withoutWithdrawn(known);
    if (!without) throw error;
    return [believedFrom(event, without, rules, firstRecorded)];
  }
}

/** Whether any clock may ever run for the person. An unreadable history is evaluated, so that its fault shows. */
function mayConcern(history: PersonHistory, rules: RuleBook): boolean {
  try {
    return history.events.some(isFollowUp) || CLOCKS.some((clock) => clock.mayConcern(history, rules));
  } catch {
    return true;
  }
}

function believedFrom(event: PersonEvent, known: PersonHistory, rules: RuleBook, firstRecorded: FirstRecorded): Belief {
  const reports = effectiveReports(known.events);
  const byId = new Map(reports.map((report) => [report.eventId, report]));
  return {
    eventId: event.eventId,
    position: event.position,
    recordedOn: localDay(event.recordedAt),
    birthDate: birthDateOf(known, reports).day,
    spells: timeline(known, rules).map((spell) => believedSpell(spell, known, byId, firstRecorded(spell))),
    residences: residencesOf(known, reports),
    aware: ofType(reports, 'became-aware.v1').map((report) => datedReport(report, report.data.awareOn, known)),
    contacts: ofType(reports, 'contact-made.v1').map((report) => datedReport(report, report.data.on, known)),
    inForce: new Set(byId.keys()),
  };
}

function ofType<T extends ReportType>(reports: readonly EffectiveReport[], type: T): EffectiveReport<T>[] {
  return reports.flatMap((report) => (report.type === type ? [report as EffectiveReport<T>] : []));
}

function residencesOf(known: PersonHistory, reports: readonly EffectiveReport[]): BelievedResidence[] {
  return residenceTimeline(known, reports).flatMap(({ from, municipality, deciding: [eventId] }) =>
    municipality === null || eventId === undefined ? [] : [{ from, municipality, eventId }],
  );
}

function believedSpell(
  spell: Spell,
  known: PersonHistory,
  reports: ReportsById,
  firstRecorded: number | undefined,
): BelievedSpell {
  const decider = findDecider(spell, reports);
  const decidedBy = decider?.eventId;
  const institution = spell.enrolment?.institution ?? findInstitution(spell, known);
  return {
    from: spell.from,
    status: spell.status,
    ...(spell.reason === undefined ? {} : { reason: spell.reason }),
    since: spell.since,
    ...(decidedBy === undefined ? {} : { decidedBy }),
    ...(institution === undefined ? {} : { institution }),
    ...(spell.enrolment === undefined ? {} : { startsOn: spell.enrolment.startsOn }),
    ...(firstRecorded === undefined ? {} : { firstRecorded }),
    ...(decider?.type === 'enrolment-never-started.v1' ? { happenedOn: decider.data.establishedOn } : {}),
  };
}

/**
 * Precedence of a report in deciding a status, highest first: an end or a never-started before the enrolment to which
 * it refers. Null: it decides no status. A new type of report must be classified here.
 */
const WEIGHT: { readonly [Type in ReportType]: number | null } = {
  'enrolment-registered.v1': 1,
  'enrolment-changed.v1': 2,
  'education-completed.v1': 3,
  'education-interrupted.v1': 3,
  'enrolment-never-started.v1': 3,
  'became-aware.v1': null,
  'contact-made.v1': null,
  'contact-person-assigned.v1': null,
  'contact-person-ended.v1': null,
  'dropout-risk-reported.v1': null,
  'dropout-risk-withdrawn.v1': null,
  'leave-ended.v1': null,
  'leave-started.v1': null,
  'name-registered.v1': null,
  'person-registered.v1': null,
  'protection-changed.v1': null,
  'residence-changed.v1': null,
};

type ReportsById = ReadonlyMap<string, EffectiveReport>;

function findDecider({ deciding }: Spell, reports: ReportsById): EffectiveReport | undefined {
  const weighed = deciding.flatMap((id) => reports.get(id) ?? []).filter(({ type }) => WEIGHT[type] !== null);
  const weight = ({ type }: EffectiveReport): number => WEIGHT[type] ?? 0;
  return weighed
    .toSorted((one, other) => weight(one) - weight(other) || one.recordedPosition - other.recordedPosition)
    .at(-1);
}

/** The institution of an enrolment that never started or was withdrawn: the last one responsible for the person. */
function findInstitution({ deciding }: Spell, { events }: PersonHistory): string | undefined {
  if (deciding.length === 0) return undefined;
  const ids = new Set(deciding);
  const registration = events.findLast((event) => event.type === 'enrolment-registered.v1' && ids.has(event.eventId));
  return registration?.type === 'enrolment-registered.v1' ? registration.data.institution : undefined;
}
