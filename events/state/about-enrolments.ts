import type { AboutEnrolment } from '../enrolment/about-enrolment.ts';
import { enrolmentKey } from '../enrolment/enrolment-key.ts';
import type { EffectiveReport } from '../history/current-content.ts';

type Filling = { -readonly [Name in keyof AboutEnrolment]: AboutEnrolment[Name][number][] };

/** Groups the reports that name an enrolment by enrolment key, in one pass. */
export function aboutEnrolments(reports: readonly EffectiveReport[]): Map<string, AboutEnrolment> {
  const all = new Map<string, Filling>();
  for (const report of reports) addAbout(all, report);
  return all;
}

/** Adds the next report in force to a map that `aboutEnrolments` made. */
export function addAbout(all: Map<string, AboutEnrolment>, report: EffectiveReport): void {
  if (!('enrolmentId' in report.data)) return;
  const key = enrolmentKey(report.reporter, report.data.enrolmentId);
  const about = all.get(key) ?? empty();
  all.set(key, about);
  fill(about as Filling, report);
}

function fill(about: Filling, report: EffectiveReport): void {
  switch (report.type) {
    case 'enrolment-registered.v1':
      return void about.registrations.push(report.data);
    case 'enrolment-changed.v1':
      return void about.changes.push(report.data);
    case 'enrolment-never-started.v1':
      return void about.neverStarted.push(report.data.establishedOn);
    case 'education-interrupted.v1':
      return void about.ends.push(report.data.lastDay);
    case 'education-completed.v1':
      return void (report.data.extent === 'part' ? about.partsCompleted : about.ends).push(report.data.completedOn);
    case 'leave-started.v1':
      return void about.leaveStarts.push(report.data.from);
    case 'leave-ended.v1':
      return void about.leaveEnds.push(report.data.lastDay);
    case 'dropout-risk-reported.v1':
      return void about.assessments.push(report.data.assessedOn);
    case 'dropout-risk-withdrawn.v1':
    case 'person-registered.v1':
    case 'name-registered.v1':
    case 'protection-changed.v1':
    case 'residence-changed.v1':
    case 'contact-person-assigned.v1':
    case 'contact-person-ended.v1':
    case 'became-aware.v1':
    case 'contact-made.v1':
      return;
  }
}

function empty(): Filling {
  return {
    registrations: [],
    changes: [],
    neverStarted: [],
    ends: [],
    partsCompleted: [],
    leaveStarts: [],
    leaveEnds: [],
    assessments: [],
  };
}
