import { decide, type DecideContext, type Decision } from '#events/deciding/decide';
import type { AnyIncomingReport } from '#events/incoming';
import { CarriedStream } from '#events/deciding/carried-stream';
import { findTarget } from '#events/deciding/correction.decide';
import type { PersonEvent } from '#events/person-event';
import type { ReporterView } from '#events/deciding/reporter-view';
import { type DecidedStanding, decideStandingBy } from '#events/deciding/standing.decide';
import { addDays, ageOn, localDay } from '#libs/calendar';
import type { KnownPerson } from '#libs/persons';
import { type FieldError, fieldError } from '#libs/problems';
import { type HeldNote, heldNoteOf } from './held-note.ts';
import type { RuleValues } from '#libs/rules';
import type { DoorParts } from '../intake.ts';
import type { Known } from '../load/known.ts';
import { eventIdOf, type PassedReport } from '../check/sent-report.ts';
import { registerAnswers, ruleAnswers } from './rule-answers.ts';
import { standingTerms } from './standing-terms.ts';
import { targetOf } from '../check/targets.ts';

export interface OneReport {
  readonly passed: PassedReport;
  readonly person: KnownPerson;
  /** The person's stream with what this call has added to it. */
  readonly events: readonly PersonEvent[];
  /** The same as it is carried from report to report of a call. */
  readonly carried?: CarriedStream;
  readonly known: Known;
}

export interface OneDecision {
  readonly decision: Decision;
  readonly standing: DecidedStanding;
  /** What the log adds to the report's data. */
  readonly added: Readonly<Record<string, unknown>>;
  readonly receivedOn: string;
  /** Undefined if the report is not held. */
  readonly held?: HeldNote;
  /** Whether a name may still be read: until the age from which nobody is shown it. */
  readonly nameReadable: boolean;
}

/**
 * Hands the pure decisions what they may know of the world. Standing comes first: a report without it is judged by its own
 * text, the lists and the date in the civil number; with it, also by its reporter's own earlier reports. What others
 * reported changes neither outcome nor warnings (docs/adr/0019), since a sender must not learn it.
 */
export function decideOne(parts: DoorParts, one: OneReport): OneDecision {
  const {
    passed: { report, receivedAt },
    carried = new CarriedStream(one.events),
  } = one;
  const today = localDay(receivedAt);
  const target = targetOf(report);
  const terms = standingTerms(parts.rules, { receivedOn: today, numberBirthDate: one.person.numberBirthDate, target });
  const view = carried.viewOf(report.reporter);
  const standing = decideStandingBy(
    report,
    { own: view.state.events, facts: () => carried.factsOf(report.reporter) },
    terms,
  );
  const age = ageOfPerson(one, standing);
  const context = contextOf(
    parts,
    one.known,
    { report, receivedAt, numberBirthDate: one.person.numberBirthDate, stream: one.person.person },
    age,
  );
  const decided = withStanding(decide(report, view.state, context), standing);
  const until = addDays(today, parts.rules.on(today).heldDays);
  return {
    decision: {
      ...decided,
      refusals: [...decided.refusals, ...limitRefusals(parts, { report, view, decided, age, today })],
    },
    standing,
    added: target === undefined ? {} : { target },
    receivedOn: today,
    ...(decided.held
      ? { held: heldNoteOf({ waitsFor: standing.waitsFor, until, ownEnrolments: enrolmentIds(view) }) }
      : {}),
    nameReadable: isNameReadable(parts, one, carried, today),
  };
}

interface Limited {
  readonly report: AnyIncomingReport;
  readonly view: ReporterView;
  readonly decided: Decision;
  readonly age: AgeOn | undefined;
  readonly today: string;
}

/** Refusals by the limits of the rules in force: age of a held report's person, reports held, reports about one person. */
function limitRefusals({ rules }: DoorParts, { report, view, decided, age, today }: Limited): FieldError[] {
  const limits = rules.on(today);
  const tooOld =
    report.reporterKind === 'municipality' && decided.held && age !== undefined && age(today) >= limits.scopeBeforeAge;
  return [
    ...(tooOld && decided.refusals.length === 0 ? [fieldError('/data/person', 'outside-ages')] : []),
    ...(decided.held && view.held >= limits.mostHeldReports ? [fieldError('', 'too-many-held')] : []),
    ...(isOneTooMany(report, view, limits) ? [fieldError('', 'too-many-reports')] : []),
  ];
}

function enrolmentIds({ state }: ReporterView): string[] {
  return [...state.about.values()].flatMap(({ registrations }) => registrations.map(({ enrolmentId }) => enrolmentId));
}

/**
 * Whether the reporter has as many reports about the person as it may have. Counts its own alone, whether they are in force or
 * held, so the refusal tells nothing of others. What is not withdrawn can always be withdrawn.
 */
function isOneTooMany(
  report: AnyIncomingReport,
  { counts, state }: ReporterView,
  { mostReportsOnePerson, mostSentOnePerson }: RuleValues,
): boolean {
  if (report.type !== 'report-withdrawn.v1')
    return counts.standing >= mostReportsOnePerson || counts.ever >= mostSentOnePerson;
  return (
    counts.ever >= mostSentOnePerson &&
    findTarget(state, report.data.withdraws, report.source)?.type === 'report-withdrawn.v1'
  );
}

/** Only the register states names, and its reports stand whatever the age. */
function isNameReadable(
  { rules }: DoorParts,
  { passed, person }: OneReport,
  carried: CarriedStream,
  today: string,
): boolean {
  if (passed.report.type !== 'name-registered.v1' && passed.report.type !== 'report-corrected.v1') return true;
  const birthDate = carried.registeredBirth()?.day ?? person.numberBirthDate;
  return ageOn(birthDate, today) < rules.on(today).fullAccessBeforeAge;
}

type AgeOn = (day: string) => number;

/** Of a report, as far as a decision may know the world by it. */
interface AboutReport {
  readonly report: AnyIncomingReport;
  readonly receivedAt: string;
  readonly numberBirthDate: string;
  readonly stream: string | undefined;
}

export function contextOf(
  { rules, institutions }: DoorParts,
  known: Known,
  about: AboutReport,
  age: AgeOn | undefined,
): DecideContext {
  const { report, receivedAt, numberBirthDate, stream } = about;
  const today = localDay(receivedAt);
  const { scopeFromAge, scopeBeforeAge } = rules.on(today);
  return {
    ...ruleAnswers(rules, today),
    ...registerAnswers(institutions, rules, { reporter: report.reporter, today }),
    numberBirthDate,
    today,
    receivedAt,
    ageOn: (day) => age?.(day) ?? scopeFromAge,
    scope: { fromAge: scopeFromAge, beforeAge: scopeBeforeAge },
    isOfOtherPerson: (source, senderId) => {
      const target = known.byEventId.get(eventIdOf(source, senderId));
      return target !== undefined && target.stream !== stream;
    },
  };
}

/** Undefined if the age must not be judged: a sender without standing that names a key has shown no civil number. */
function ageOfPerson({ passed, person }: OneReport, { standing, registeredBirth }: DecidedStanding): AgeOn | undefined {
  if (standing === 'waiting' && 'key' in passed.report.person) return undefined;
  const birthDate = registeredBirth ?? person.numberBirthDate;
  return (day) => ageOn(birthDate, day);
}

/** Held is what waits for standing: the enrolment it names, what it points at, or that its reporter is responsible. */
function withStanding(decision: Decision, { standing }: DecidedStanding): Decision {
  return { ...decision, held: standing === 'waiting' };
}
