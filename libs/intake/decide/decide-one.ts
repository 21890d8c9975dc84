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
import type { HeldNote } from '../receipt-schemas.ts';
import { heldNoteOf } from './held-note.ts';
import type { RuleValues } from '#libs/rules';
import type { IntakeContext } from '../intake-context.ts';
import type { Known } from '../load/known.ts';
import type { PassedReport } from '../check/sent-report.ts';
import { registerAnswers, ruleAnswers, standingTerms } from './rule-answers.ts';
import { eventIdOf, targetOf } from '../check/report-ids.ts';

/** The rules and the institution register. */
export type JudgingNeeds = Pick<IntakeContext, 'rules' | 'institutions'>;

export interface OneReport {
  readonly passed: PassedReport;
  readonly person: KnownPerson;
  /** The person's stream with the events that this call has added. */
  readonly events: readonly PersonEvent[];
  /** The same stream as carried from report to report within a call. */
  readonly carried?: CarriedStream;
  readonly known: Known;
}

export interface OneDecision {
  readonly decision: Decision;
  readonly standing: DecidedStanding;
  /** Data that the log adds to the report's own. */
  readonly added: Readonly<Record<string, unknown>>;
  readonly receivedOn: string;
  /** Undefined if the report is not held. */
  readonly held?: HeldNote;
  /** Whether the name may be kept readable: only below the age from which names are no longer shown. */
  readonly nameReadable: boolean;
}

/**
 * Passes to the pure decisions the facts they may use. Decides standing first: a report without standing is judged by
 * its own text, the lists and the date in the civil number; one with standing also by its reporter's own earlier
 * reports. Reports of others change neither outcome nor warnings (docs/adr/0019), since a sender must not learn of
 * them.
 */
export function decideOne(needs: JudgingNeeds, one: OneReport): OneDecision {
  const {
    passed: { report, receivedAt },
    carried = new CarriedStream(one.events),
  } = one;
  const today = localDay(receivedAt);
  const target = targetOf(report);
  const terms = standingTerms(needs.rules, { receivedOn: today, numberBirthDate: one.person.numberBirthDate, target });
  const view = carried.viewOf(report.reporter);
  const standing = decideStandingBy(
    report,
    { own: view.state.events, facts: () => carried.factsOf(report.reporter) },
    terms,
  );
  const age = ageOfPerson(one, standing);
  const context = contextOf(
    needs,
    one.known,
    { report, receivedAt, numberBirthDate: one.person.numberBirthDate, stream: one.person.person },
    age,
  );
  const decided = withStanding(decide(report, view.state, context), standing);
  const until = addDays(today, needs.rules.on(today).heldDays);
  return {
    decision: {
      ...decided,
      refusals: [...decided.refusals, ...limitRefusals(needs, { report, view, decided, age, today })],
    },
    standing,
    added: target === undefined ? {} : { target },
    receivedOn: today,
    ...(decided.held
      ? { held: heldNoteOf({ waitsFor: standing.waitsFor, until, ownEnrolments: enrolmentIds(view) }) }
      : {}),
    nameReadable: isNameReadable(needs, one, carried, today),
  };
}

interface Limited {
  readonly report: AnyIncomingReport;
  readonly view: ReporterView;
  readonly decided: Decision;
  readonly age: AgeOn | undefined;
  readonly today: string;
}

/**
 * Refusals by the limits of the rules in force: the person's age for a held report, the number of held reports, the
 * number of reports about one person.
 */
function limitRefusals({ rules }: JudgingNeeds, { report, view, decided, age, today }: Limited): FieldError[] {
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
 * Whether the reporter has reached its number of reports about the person. Counts only its own reports, in force or
 * held, so the refusal discloses nothing about others. A report that is not withdrawn can always be withdrawn.
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

/** Whether the name may be kept readable. Only the register reports names, and its reports have standing at any age. */
function isNameReadable(
  { rules }: JudgingNeeds,
  { passed, person }: OneReport,
  carried: CarriedStream,
  today: string,
): boolean {
  if (passed.report.type !== 'name-registered.v1' && passed.report.type !== 'report-corrected.v1') return true;
  const birthDate = carried.registeredBirth()?.day ?? person.numberBirthDate;
  return ageOn(birthDate, today) < rules.on(today).fullAccessBeforeAge;
}

type AgeOn = (day: string) => number;

/** The facts about a report that the decision context depends on. */
interface AboutReport {
  readonly report: AnyIncomingReport;
  readonly receivedAt: string;
  readonly numberBirthDate: string;
  readonly stream: string | undefined;
}

export function contextOf(
  { rules, institutions }: JudgingNeeds,
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

/**
 * @returns undefined if the age must not be judged: a sender without standing that names a key has shown no civil
 *   number
 */
function ageOfPerson({ passed, person }: OneReport, { standing, registeredBirth }: DecidedStanding): AgeOn | undefined {
  if (standing === 'waiting' && 'key' in passed.report.person) return undefined;
  const birthDate = registeredBirth ?? person.numberBirthDate;
  return (day) => ageOn(birthDate, day);
}

/**
 * A report is held if it waits for standing: for the enrolment it names, for the report it points at, or for its
 * reporter to be responsible.
 */
function withStanding(decision: Decision, { standing }: DecidedStanding): Decision {
  return { ...decision, held: standing === 'waiting' };
}
