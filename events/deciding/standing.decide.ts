import { findRoot, findTarget } from './correction.decide.ts';
import type { AnyIncomingReport } from '../incoming.ts';
import type { PersonEvent, ReportData, ReportType } from '../person-event.ts';
import type { Day } from '../model/stored.ts';
import type { StandingTerms } from '../model/conditions.ts';
import { conditionsOf } from '../standing/conditions-of.ts';
import { findGrounds, isResident } from '../standing/find-ground.ts';
import type { StandingCondition } from '../model/standing-condition.ts';
import type { StandingFacts } from '../standing/standing-facts.ts';

/** The decision whether a report counts from the moment it is stored. */
export interface DecidedStanding {
  readonly standing: 'given' | 'waiting';
  /** The conditions that a waiting report waits for; stored with it. */
  readonly waitsFor: readonly StandingCondition[];
  /**
   * The birth date that the register reported, if a municipality has standing by residence; for every other reporter
   * the date in the civil number counts.
   */
  readonly registeredBirth?: Day;
}

/** The content of the stream for one reporter: its own events, and the facts that can give it standing. */
interface Ground {
  readonly own: readonly PersonEvent[];
  facts(): StandingFacts;
}

/**
 * Decides on the stream so far, folded, whether a report has standing (docs/adr/0019). A correction is treated as a
 * report with the content it contains; a withdrawal must only refer to the sender's own report. Pure; used by every way
 * in.
 */
export function decideStandingBy(report: AnyIncomingReport, ground: Ground, terms: StandingTerms): DecidedStanding {
  const waitsFor = neededBy(report, ground.own, terms);
  if (waitsFor.length === 0) return { standing: 'given', waitsFor: [] };
  const facts = ground.facts();
  if (findGrounds(waitsFor, facts) === undefined) return { standing: 'waiting', waitsFor };
  const relations = waitsFor.filter(({ needs }) => needs !== 'own-report');
  const resident = relations.length > 0 && relations.every((condition) => isResident(condition, facts));
  return { standing: 'given', waitsFor: [], ...(resident && facts.birth ? { registeredBirth: facts.birth.day } : {}) };
}

/**
 * Returns true if a report's standing depends only on the reporter's own reports. A dry run may then show it, since the
 * sender knows those reports (docs/adr/0036).
 */
export function restsOnOwnReports(report: AnyIncomingReport, terms: StandingTerms): boolean {
  return neededBy(report, [], terms).every(isOwn);
}

function isOwn(condition: StandingCondition): boolean {
  switch (condition.needs) {
    case 'own-report':
    case 'own-enrolment':
    case 'own-enrolment-on':
      return true;
    case 'own-contact':
      return isOwn(condition.otherwise);
    case 'responsibility':
      return false;
    // Never met, so it reveals nothing about the person.
    case 'closed':
      return true;
  }
}

function neededBy(
  report: AnyIncomingReport,
  events: readonly PersonEvent[],
  terms: StandingTerms,
): readonly StandingCondition[] {
  const about = { writer: report, terms };
  if (report.type !== 'report-withdrawn.v1' && report.type !== 'report-corrected.v1') {
    return conditionsOf(report.type, report.data as ReportData[ReportType], about);
  }
  const own: StandingCondition[] = terms.target === undefined ? [] : [{ needs: 'own-report', target: terms.target }];
  if (report.type === 'report-withdrawn.v1') return own;
  const { content } = report.data;
  return [
    ...own,
    ...typesOf(report, events).flatMap((type) =>
      conditionsOf(type, content as unknown as ReportData[ReportType], about),
    ),
  ];
}

/** The type of the corrected report; if that is not known, all types that the content is valid for. */
function typesOf(
  { reporter, source, data }: AnyIncomingReport & { type: 'report-corrected.v1' },
  events: readonly PersonEvent[],
): readonly ReportType[] {
  const own = { events: events.filter((event) => event.reporter === reporter) };
  const target = findTarget(own, data.corrects, source);
  const root = target && findRoot(own, target);
  return root && data.contentTypes.includes(root.type) ? [root.type] : data.contentTypes;
}
