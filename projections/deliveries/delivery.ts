import { addDays, type Day, localDay, workdaysAfter, workdaysBetween } from '#libs/calendar';
import type { ReportDeadline, RuleValues } from '#libs/rules';

/** A report as the log holds it, without what it says of the person. */
export interface DeliveredReport {
  readonly position: number;
  readonly stream: string;
  readonly eventId: string;
  readonly type: string;
  readonly reporter: string;
  readonly source: string;
  readonly occurredOn: Day;
  /** RFC 3339; null if the sender did not state it. */
  readonly registeredAt: string | null;
  readonly receivedAt: string;
}

export interface DeliveryTerms {
  readonly rules: Pick<RuleValues, 'reportDeadlines' | 'historyDays'>;
  /** The reporter's institution type; undefined for other reporters. */
  readonly institutionType: string | undefined;
  /** The day of the reporter's first connection for the type. */
  readonly connectedOn: Day;
}

/** A correction or withdrawal repeats an earlier report: it counts in no lateness. */
export type CountsAs = 'report' | 'correction' | 'withdrawal';

/**
 * The way of one report to the service, in workdays of the national calendar. `toRegister` and `toReceive` are negative
 * if the later day comes first; they always sum to the workdays from the day it happened to the day of receipt.
 */
export interface Delivery {
  readonly countsAs: CountsAs;
  /** Owner: the secretary. 0 if the report states no registration time. */
  readonly toRegister: number;
  /** Owner: the source system. */
  readonly toReceive: number;
  /** Workdays from the day that the deadline counts from to the receipt, at least 0. */
  readonly took: number;
  readonly dueOn: Day;
  /** Workdays received after `dueOn`; 0 if on time. */
  readonly late: number;
  /** Tells of the time before the connection: counts in no lateness. */
  readonly isHistory: boolean;
}

/** Municipal calendars count for municipalities' deadlines; reports are due by the national one. */
const NATIONAL = 'A';

/** The deadline of a report. Rule data has a last row that fits all. */
function deadlineOf(
  { reportDeadlines }: Pick<RuleValues, 'reportDeadlines'>,
  type: string,
  institutionType: string | undefined,
): ReportDeadline {
  const fits = ({ eventTypes, institutionTypes }: ReportDeadline): boolean =>
    (eventTypes === undefined || eventTypes.includes(type)) &&
    (institutionTypes === undefined || (institutionType !== undefined && institutionTypes.includes(institutionType)));
  const row = reportDeadlines.find(fits);
  if (row === undefined) throw new RangeError(`the rules have no deadline for ${type}`);
  return row;
}

/** A day further ahead of the receipt is a mistake; as this day it costs no calendar of centuries. */
const MOST_DAYS_AHEAD = 3_660;

function countsAs(type: string): CountsAs {
  if (type === 'report-corrected.v1') return 'correction';
  return type === 'report-withdrawn.v1' ? 'withdrawal' : 'report';
}

/** Pure; ADR 0039 has the definitions and their sources. */
export function deliveryOf(report: DeliveredReport, { rules, institutionType, connectedOn }: DeliveryTerms): Delivery {
  const { type, registeredAt } = report;
  const receivedOn = localDay(report.receivedAt);
  const latest = addDays(receivedOn, MOST_DAYS_AHEAD);
  const bounded = (day: Day): Day => (day > latest ? latest : day);
  const occurredOn = bounded(report.occurredOn);
  const registeredOn = registeredAt === null ? occurredOn : bounded(localDay(registeredAt));
  const { workdays, countedFrom } = deadlineOf(rules, type, institutionType);
  const begins = countedFrom === 'occurred' ? occurredOn : registeredOn;
  const dueOn = workdaysAfter(begins, workdays, NATIONAL);
  return {
    countsAs: countsAs(type),
    toRegister: workdaysBetween(occurredOn, registeredOn, NATIONAL),
    toReceive: workdaysBetween(registeredOn, receivedOn, NATIONAL),
    took: Math.max(0, workdaysBetween(begins, receivedOn, NATIONAL)),
    dueOn,
    late: Math.max(0, workdaysBetween(dueOn, receivedOn, NATIONAL)),
    isHistory: occurredOn < connectedOn && receivedOn <= addDays(connectedOn, rules.historyDays),
  };
}
