import { type DecidedStanding, decideStandingBy } from '#events/deciding/standing.decide';
import type { AnyIncomingReport } from '#events/incoming';
import type { StandingTerms } from '#events/model/conditions';
import type { PersonEvent } from '#events/person-event';
import { effectiveReports } from '#events/standing/effective';
import { standingFacts } from '#events/standing/standing-facts';

/** Decides on a whole stream, as the product does on the folded one. */
export function decideStanding(
  report: AnyIncomingReport,
  events: readonly PersonEvent[],
  terms: StandingTerms,
): DecidedStanding {
  const facts = () => standingFacts(report.reporter, effectiveReports(events), events);
  return decideStandingBy(report, { own: events, facts }, terms);
}
