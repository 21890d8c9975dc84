import type { EffectiveReport } from '../history/current-content.ts';
import { type CaseHolder, caseHolders } from '../history/case-holders.ts';
import type { PersonEvent } from '../person-event.ts';
import { type BirthDate, registeredBirth } from '../history/registered-birth.ts';
import { type Residence, residencesFrom } from '../history/residences-from.ts';
import type { Day } from '../model/stored.ts';

/** An enrolment by its reporter's own reports. */
export interface OwnEnrolment {
  readonly startsOn: Day;
  readonly expectedEndsOn: Day | null;
  readonly endedOn: Day | null;
  readonly neverStarted: boolean;
  readonly citations: readonly string[];
}

export interface OwnContact {
  readonly role: string;
  readonly from: Day;
  readonly citations: readonly string[];
}

/**
 * The start of the stretch before the first report: no residence is known there, so its first day gives no reporter
 * standing.
 */
const BEFORE_ALL_BIRTHS = '0000-01-01';

/** The facts about a person that can give a reporter standing. */
export interface StandingFacts {
  /** Ids of the reporter's own events, in force or not. */
  readonly ownEvents: Set<string>;
  /** Registered by the reporter itself, by its own enrolment id. */
  readonly enrolments: Map<string, OwnEnrolment>;
  /** Assigned by the reporter itself. */
  readonly contacts: OwnContact[];
  readonly residences: readonly Residence[];
  readonly holders: readonly CaseHolder[];
  /** Undefined if the register reported none. */
  readonly birth: BirthDate | undefined;
}

/** The facts for one reporter, from the reports in force and the service's facts in the stream. */
export function standingFacts(
  reporter: string,
  reports: readonly EffectiveReport[],
  events: readonly PersonEvent[],
): StandingFacts {
  const own = reports.filter((report) => report.reporter === reporter);
  return {
    ownEvents: new Set(events.flatMap((event) => (event.reporter === reporter ? [event.eventId] : []))),
    enrolments: ownEnrolments(own),
    contacts: own.flatMap((report) =>
      report.type === 'contact-person-assigned.v1'
        ? [{ role: report.data.role, from: report.data.from, citations: report.citations }]
        : [],
    ),
    residences: residencesFrom(reports, BEFORE_ALL_BIRTHS),
    holders: caseHolders(events),
    birth: registeredBirth(reports),
  };
}

/**
 * Adds a reporter's next report in force to facts made by `standingFacts`, without reading the earlier reports again.
 * @returns false if the facts must be made anew: a registration changes the meaning of earlier reports on its id
 */
export function addOwnReport(facts: StandingFacts, report: EffectiveReport, isNewId: boolean): boolean {
  if (report.type === 'contact-person-assigned.v1') {
    facts.contacts.push({ role: report.data.role, from: report.data.from, citations: report.citations });
  } else if (report.type === 'enrolment-registered.v1') {
    if (!isNewId) return false;
    facts.enrolments.set(report.data.enrolmentId, asRegistered(report));
  } else if ('enrolmentId' in report.data) {
    const known = facts.enrolments.get(report.data.enrolmentId);
    const change = known && changeOf(report);
    if (change)
      facts.enrolments.set(report.data.enrolmentId, {
        ...known,
        ...change,
        citations: [...known.citations, ...report.citations],
      });
  }
  return true;
}

function asRegistered({ data, citations }: EffectiveReport<'enrolment-registered.v1'>): OwnEnrolment {
  return {
    startsOn: data.startsOn,
    expectedEndsOn: data.expectedEndsOn ?? null,
    endedOn: null,
    neverStarted: false,
    citations,
  };
}

/** Reads registrations first and their changes second, because reports arrive in any order. */
function ownEnrolments(own: readonly EffectiveReport[]): Map<string, OwnEnrolment> {
  const enrolments = new Map<string, OwnEnrolment>();
  for (const report of own) {
    if (report.type !== 'enrolment-registered.v1') continue;
    enrolments.set(report.data.enrolmentId, asRegistered(report));
  }
  const cited = new Map<string, string[]>();
  for (const report of own) {
    if (!('enrolmentId' in report.data)) continue;
    const known = enrolments.get(report.data.enrolmentId);
    const change = known && changeOf(report);
    if (!change) continue;
    // Appends to one list: with thousands of changes, copying the earlier ones at each would be quadratic.
    const citations = cited.get(report.data.enrolmentId) ?? [...known.citations];
    citations.push(...report.citations);
    cited.set(report.data.enrolmentId, citations);
    enrolments.set(report.data.enrolmentId, { ...known, ...change, citations });
  }
  return enrolments;
}

function changeOf(report: EffectiveReport): Partial<OwnEnrolment> | undefined {
  if (report.type === 'education-interrupted.v1') return { endedOn: report.data.lastDay };
  if (report.type === 'education-completed.v1' && report.data.extent !== 'part')
    return { endedOn: report.data.completedOn };
  if (report.type === 'enrolment-never-started.v1') return { neverStarted: true };
  if (report.type !== 'enrolment-changed.v1') return undefined;
  const { startsOn, expectedEndsOn } = report.data;
  return {
    ...(startsOn === undefined ? {} : { startsOn }),
    ...(expectedEndsOn === undefined ? {} : { expectedEndsOn }),
  };
}
