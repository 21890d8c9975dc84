import type { Course } from './course.ts';
import { stepsOf } from './course-steps.ts';
import { CourseReporting } from './course-reporting.ts';
import { type DayNumber, dayText } from './day-number.ts';
import { ASSUMED } from './rates.data.ts';
import type { Reporter } from './reporter.ts';
import { homeOn, type ServiceStory } from './residences.ts';
import type { SimulatedReport } from './simulated-report.ts';
import { REASON_SHARES } from './words.data.ts';

/** The reports of a course: by which reporter, and the report of its end if there is one. */
export interface ReportedCourse {
  readonly by: Reporter;
  /** Undefined if it arrives after the simulation's end. */
  readonly registered: SimulatedReport | undefined;
  readonly end: SimulatedReport | undefined;
}

/** Reports a course as its institution would: admission, events during the course, the end. */
export function reportCourse(life: ServiceStory, course: Course, number: number): ReportedCourse {
  const { dice, reports, fifteen } = life;
  const by = dice.among(homeOn(life.residences, course.start).institutions[course.kind]);
  const reporting = new CourseReporting(life, course, by, `${reports.prefix}n${number}`);
  // School is reported once the person is fifteen; other courses are registered around their first day.
  const written =
    course.kind === 'compulsory'
      ? Math.max(course.start, fifteen + dice.between(0, 10))
      : course.start + dice.between(-12, 4);
  const { extension } = course;
  const isExtended = extension !== null && extension.on <= Math.max(written, by.connected);
  const registered = reporting.reportAndCorrect('enrolment-registered.v1', written, {
    enrolmentId: reporting.enrolmentId,
    institution: by.reporter,
    education: { system: 'simulated', code: course.education },
    startsOn: dayText(course.start),
    expectedEndsOn: dayText(isExtended ? extension.expectedEnd : course.expectedEnd),
    kind: course.kind,
  });
  const from = Math.max(by.connected, course.start, fifteen);
  for (const { report: tell } of stepsOf(reporting, from, isExtended)) tell();
  return { by, registered, end: reportEnd(reporting, from) };
}

function reportEnd(reporting: CourseReporting, from: DayNumber): SimulatedReport | undefined {
  const {
    life: { dice, run },
    course: { end, outcome },
    enrolmentId,
  } = reporting;
  const forgotten = end >= from && dice.chance(ASSUMED.endNeverReported);
  if (forgotten || end > run.until) return undefined;
  switch (outcome) {
    case 'never-started':
      return reporting.reportAndCorrect('enrolment-never-started.v1', end, {
        enrolmentId,
        establishedOn: dayText(end),
      });
    case 'left':
      return reporting.reportAndCorrect('education-interrupted.v1', end, {
        enrolmentId,
        lastDay: dayText(end),
        reason: reasonOf(reporting),
      });
    case 'completed':
    case 'not-passed':
      return reporting.reportAndCorrect('education-completed.v1', end, {
        enrolmentId,
        completedOn: dayText(end),
        extent: outcome === 'completed' ? 'whole' : outcome,
      });
  }
}

function reasonOf({ life: { dice } }: CourseReporting): { system: string; code: string } {
  return { system: 'neutral', code: dice.pick(REASON_SHARES) };
}
