import { isReportType, needsOf } from '../catalogue.ts';
import { CLOSED, type Conditions, type StandingTerms, type Writer } from '../model/conditions.ts';
import type { ReportData, ReportType } from '../person-event.ts';

/**
 * The conditions that a report of a type must meet, by its definition. `CLOSED` for a type that the catalogue does not
 * contain.
 */
export function conditionsOf<T extends ReportType>(
  type: T,
  data: ReportData[T],
  { writer, terms }: { writer: Writer; terms: StandingTerms },
): Conditions {
  return isReportType(type) ? needsOf(type)(data, writer, terms) : [CLOSED];
}
