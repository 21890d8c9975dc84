import { isReport, pointsBack, reportsInForce } from '../history/current-content.ts';
import { withdrawalsInForce } from '../history/withdrawals.ts';
import type { AboutEnrolment } from '../enrolment/about-enrolment.ts';
import { enrolmentKey } from '../enrolment/enrolment-key.ts';
import { type KnownEnrolment, knownEnrolments } from '../enrolment/known-enrolment.ts';
import { addAbout } from '../state/about-enrolments.ts';
import { personState, type PersonState } from '../state/person.evolve.ts';
import type { PersonEvent } from '../person-event.ts';
import { heldReports } from '../standing/held-reports.ts';
import { mayGive } from '../standing/may-give.ts';

/**
 * The number of reports that a reporter has sent about a person. Counts its own reports only, so it reveals nothing
 * about those of others.
 */
export interface OwnCounts {
  /** Reports and corrections that are not withdrawn, held ones included. */
  readonly standing: number;
  /** Everything ever sent, except the withdrawals of reports and corrections. */
  readonly ever: number;
}

/**
 * The result of adding an event: the report in force, or none if it waits. `isNewId`: its enrolment id was not used
 * before.
 */
export interface Taken {
  readonly report?: PersonState['reports'][number];
  readonly isNewId: boolean;
}

/** The reports of one reporter about a person, updated report by report. */
export class ReporterView {
  readonly state: PersonState;
  private readonly enrolments: Map<string, readonly KnownEnrolment[]>;
  private readonly about: Map<string, AboutEnrolment>;
  private readonly reports: PersonState['reports'][number][];
  private readonly pointedAt: Set<string>;
  private readonly waiting: PersonEvent[];
  private counted: { standing: number; ever: number };

  /** @param own its events, in stream order; kept and added to */
  constructor(
    private readonly own: PersonEvent[],
    related: () => readonly PersonEvent[],
  ) {
    const { enrolments, about, reports, withdrawn } = personState(own);
    this.enrolments = new Map(enrolments);
    this.about = new Map(about);
    this.reports = [...reports];
    this.state = { enrolments: this.enrolments, about: this.about, events: own, reports: this.reports, withdrawn };
    this.pointedAt = new Set(
      own.flatMap((event) => (pointsBack(event) ? [(event.data as { target: string }).target] : [])),
    );
    this.waiting = own.some(isWaiting) ? heldReports(own[0]?.reporter ?? '', related()) : [];
    this.counted = countsOf(own);
  }

  get counts(): OwnCounts {
    return this.counted;
  }

  /** The number of reports that wait for standing and are not withdrawn. */
  get held(): number {
    return this.waiting.length;
  }

  get hasWaiting(): boolean {
    return this.waiting.length > 0 || this.own.some(isWaiting);
  }

  /**
   * Adds an event of the reporter.
   * @returns undefined if it may change the meaning of earlier events: the caller then makes a new view
   */
  take(event: PersonEvent): Taken | undefined {
    if (!isReport(event) || this.pointedAt.has(event.eventId)) return undefined;
    if (this.waiting.some((one) => mayGive(event, one))) return undefined;
    this.own.push(event);
    this.counted = { standing: this.counted.standing + 1, ever: this.counted.ever + 1 };
    if (isWaiting(event)) {
      this.waiting.push(event);
      return { isNewId: false };
    }
    const [report] = reportsInForce([event], new Map());
    if (report === undefined) return undefined;
    const key = 'enrolmentId' in report.data ? enrolmentKey(event.reporter, report.data.enrolmentId) : undefined;
    const isNewId = key !== undefined && !this.about.has(key);
    this.reports.push(report);
    addAbout(this.about, report);
    if (key !== undefined && changesEnrolment(event)) this.refresh(key);
    return { report, isNewId };
  }

  private refresh(key: string): void {
    const about = this.about.get(key);
    const known = about === undefined ? [] : knownEnrolments(key, about);
    if (known.length > 0) this.enrolments.set(key, known);
  }
}

function isWaiting(event: PersonEvent): boolean {
  return event.standing === 'waiting';
}

/** Leaves and risks do not change the dates or the kind of the enrolment. */
function changesEnrolment({ type }: PersonEvent): boolean {
  return type.startsWith('enrolment-') || type.startsWith('education-');
}

function countsOf(own: readonly PersonEvent[]): OwnCounts {
  const withdrawals = new Set(own.flatMap((event) => (event.type === 'report-withdrawn.v1' ? [event.eventId] : [])));
  const withdrawn = withdrawals.size === 0 ? new Map<string, unknown>() : withdrawalsInForce(own);
  let [standing, ever] = [0, 0];
  for (const event of own) {
    if (event.type === 'report-withdrawn.v1') {
      if (withdrawals.has(event.data.target)) ever += 1;
      continue;
    }
    ever += 1;
    if (!withdrawn.has(event.eventId)) standing += 1;
  }
  return { standing, ever };
}
