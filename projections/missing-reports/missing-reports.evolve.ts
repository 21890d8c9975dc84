import { addDays, localDay } from '#libs/calendar';
import { enrolmentsOf } from '#libs/enrolments';
import type { RuleBook } from '#libs/rules';
import { effectiveReports } from '#events/standing/effective';
import { reportsOnHold } from '#events/standing/held-reports';
import type { PersonEvent, PersonHistory } from '#events/person-event';
import { expectationsOf } from './enrolment-expectations.ts';
import type { ExpectedReport } from './expected-report.ts';

/**
 * The reports that are expected and not there, as known after `history.events`: a report that arrives later takes its
 * item out of the newest knowledge. Pure, and without today's date: an item begins on the day after it was due. What a
 * reporter should send follows from its own reports, the civil number and, for a held report, what gives it standing.
 */
export function expectedReports(history: PersonHistory, rules: RuleBook): ExpectedReport[] {
  const terms = { rules, birthDate: history.numberBirthDate };
  return [
    ...enrolmentsOf(effectiveReports(history.events), rules).flatMap((enrolment) => expectationsOf(enrolment, terms)),
    ...reportsOnHold(history.events).map((event) => heldReport(event, rules)),
  ];
}

/** Missing is what the report waits for: its sender should send that, or withdraw the report. */
function heldReport(
  { eventId, reporter, receivedAt, waitsFor = [], data }: PersonEvent,
  rules: RuleBook,
): ExpectedReport {
  const receivedOn = localDay(receivedAt);
  const enrolmentId = enrolmentIn(data);
  return {
    check: 'held-report',
    reason: waitsFor[0]?.needs ?? 'own-enrolment',
    reporter,
    ...(enrolmentId === undefined ? {} : { enrolmentId }),
    dueOn: addDays(receivedOn, rules.on(receivedOn).heldDays),
    to: null,
    cause: eventId,
  };
}

/** The enrolment that a report or the content of a correction names. */
function enrolmentIn(data: object): string | undefined {
  const { enrolmentId, content } = data as { readonly enrolmentId?: unknown; readonly content?: unknown };
  if (typeof enrolmentId === 'string') return enrolmentId;
  return typeof content === 'object' && content !== null ? enrolmentIn(content) : undefined;
}
