import { findRoot, findTarget } from './correction.decide.ts';
import { effectiveReports } from '../standing/effective.ts';
import type { AnyIncomingReport } from '../incoming.ts';
import type { PersonEvent, ReportData, ReportType } from '../person-event.ts';
import type { Day } from '../model/stored.ts';
import type { StandingTerms } from '../model/conditions.ts';
import { conditionsOf } from '../standing/conditions-of.ts';
import { findGrounds, isResident } from '../standing/find-ground.ts';
import type { StandingCondition } from '../model/standing-condition.ts';
import { type StandingFacts, standingFacts } from '../standing/standing-facts.ts';

/** Whether a report counts from the moment it is stored. */
export interface DecidedStanding {
  readonly standing: 'given' | 'waiting';
  /** What a waiting one waits for; stored with it. */
  readonly waitsFor: readonly StandingCondition[];
  /**
   * The birth date the register reported, for a municipality that has standing by residence; everybody else is judged by
   * the date in the civil number.
   */
  readonly registeredBirth?: Day;
}

/**
 * Decides whether a report has standing (docs/adr/0019), on the stream so far. A correction is judged as a report of the
 * content it names; a withdrawal needs only to be the sender's own. Pure; every entrance uses it.
 */
export function decideStanding(
  report: AnyIncomingReport,
  events: readonly PersonEvent[],
  terms: StandingTerms,
): DecidedStanding {
  return decideStandingBy(
    report,
    { own: events, facts: () => standingFacts(report.reporter, effectiveReports(events), events) },
    terms,
  );
}

/** What the stream holds for one reporter: its own events, and what can give it standing. */
interface Ground {
  readonly own: readonly PersonEvent[];
  facts(): StandingFacts;
}

/** The same on facts that are folded already. */
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
 * Whether a report's standing depends on the person it is about. A correction or withdrawal needs the report it names, which is
 * one of this person.
 */
export function dependsOnPerson(report: AnyIncomingReport, terms: StandingTerms): boolean {
  if (report.type === 'report-withdrawn.v1' || report.type === 'report-corrected.v1') return true;
  return conditionsOf(report.type, report.data as ReportData[ReportType], { writer: report, terms }).length > 0;
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

/** The type of the report corrected, or all the content is valid for while it is not known. */
function typesOf(
  { reporter, source, data }: AnyIncomingReport & { type: 'report-corrected.v1' },
  events: readonly PersonEvent[],
): readonly ReportType[] {
  const own = { events: events.filter((event) => event.reporter === reporter) };
  const target = findTarget(own, data.corrects, source);
  const root = target && findRoot(own, target);
  return root && data.contentTypes.includes(root.type) ? [root.type] : data.contentTypes;
}
