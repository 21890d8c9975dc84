import type { CourseReporting } from './course-reporting.ts';
import { type DayNumber, dayText } from './day-number.ts';
import type { Dice } from './dice.ts';
import { ASSUMED } from './rates.data.ts';
import { FIRST_NAMES, LAST_NAMES, REASON_SHARES, TRACKS } from './words.data.ts';

/** An event between admission and end. */
interface Step {
  readonly day: DayNumber;
  readonly report: () => void;
}

/** A drop-out risk lasts three months by default: an older one is not withdrawn. */
const RISK_DAYS = 88;

/** Events during the course, in order; none from before `from`, when the institution was connected. */
export function stepsOf(reporting: CourseReporting, from: DayNumber, isExtended: boolean): readonly Step[] {
  const { course } = reporting;
  if (course.outcome === 'never-started' || course.end <= from) return [];
  const steps = [
    ...trackSteps(reporting),
    ...schoolPeriodSteps(reporting),
    ...leaveSteps(reporting),
    ...riskSteps(reporting, from),
    ...mistakenSteps(reporting, from),
  ];
  const { extension } = course;
  if (extension !== null && !isExtended) {
    steps.push({
      day: extension.on,
      report: () =>
        changed(reporting, extension.on, {
          enrolmentId: reporting.enrolmentId,
          changedOn: dayText(extension.on),
          expectedEndsOn: dayText(extension.expectedEnd),
        }),
    });
  }
  return steps.filter(({ day }) => day >= from && day < course.end).sort((a, b) => a.day - b.day);
}

function changed(reporting: CourseReporting, day: DayNumber, data: Readonly<Record<string, unknown>>): void {
  reporting.report('enrolment-changed.v1', day, data);
}

/**
 * The introductory part ends and a track begins: after three months in upper secondary (LBK on gymnasiale uddannelser,
 * the reform of 2017), after half a year to a year in vocational.
 */
function trackSteps(reporting: CourseReporting): Step[] {
  const {
    course: { kind, start },
    enrolmentId,
    life: { dice },
  } = reporting;
  if (kind !== 'upper-secondary' && kind !== 'vocational') return [];
  const day = start + (kind === 'upper-secondary' ? dice.between(78, 95) : dice.between(150, 380));
  return [
    {
      day,
      report: () => changed(reporting, day, { enrolmentId, changedOn: dayText(day), track: dice.among(TRACKS[kind]) }),
    },
  ];
}

/**
 * Vocational main courses alternate between company and school about twice a year (assumption); each period at school
 * is reported.
 */
function schoolPeriodSteps(reporting: CourseReporting): Step[] {
  const {
    course: { kind, start, end },
    enrolmentId,
    life: { dice },
  } = reporting;
  if (kind !== 'vocational') return [];
  const steps: Step[] = [];
  let day = start + dice.between(390, 520);
  for (let period = 1; day < end - 30; period += 1) {
    const on = day;
    const name = `H${period}`;
    steps.push({
      day: on,
      report: () => changed(reporting, on, { enrolmentId, changedOn: dayText(on), schoolPeriod: name }),
    });
    day += dice.between(150, 210);
  }
  return steps;
}

function leaveSteps(reporting: CourseReporting): Step[] {
  const {
    course,
    enrolmentId,
    life: { dice },
  } = reporting;
  if (!dice.chance(ASSUMED.onLeave[course.kind])) return [];
  const day = dice.between(course.start + 30, course.end - 30);
  const until = day + dice.between(30, 365);
  const lastDay = Math.max(day, until + dice.between(-20, 20));
  return [
    {
      day,
      report: () =>
        void reporting.report('leave-started.v1', day, {
          enrolmentId,
          from: dayText(day),
          expectedUntil: dayText(until),
        }),
    },
    {
      day: lastDay,
      report: () => void reporting.report('leave-ended.v1', lastDay, { enrolmentId, lastDay: dayText(lastDay) }),
    },
  ];
}

function riskSteps(reporting: CourseReporting, from: DayNumber): Step[] {
  const {
    course: { outcome, end },
    enrolmentId,
    life: { dice },
  } = reporting;
  const leaves = outcome === 'left';
  if (!dice.chance(leaves ? ASSUMED.riskBeforeLeaving : ASSUMED.riskWithoutLeaving)) return [];
  const day = leaves ? end - dice.between(7, 90) : dice.between(from, end - 1);
  const level = dice.chance(0.6) ? 'red' : 'yellow';
  const reported: Step = {
    day,
    report: () =>
      void reporting.report('dropout-risk-reported.v1', day, {
        enrolmentId,
        assessedOn: dayText(day),
        level,
        assessor: anyName(dice),
      }),
  };
  if (leaves || !dice.chance(ASSUMED.riskWithdrawn)) return [reported];
  const gone = day + dice.between(7, RISK_DAYS);
  return [
    reported,
    {
      day: gone,
      report: () =>
        void reporting.report('dropout-risk-withdrawn.v1', gone, { enrolmentId, withdrawnOn: dayText(gone) }),
    },
  ];
}

/** An erroneous interruption of a person who never left, withdrawn days or weeks later. */
function mistakenSteps(reporting: CourseReporting, from: DayNumber): Step[] {
  const {
    course,
    enrolmentId,
    life: { dice },
  } = reporting;
  if (!dice.chance(ASSUMED.interruptedByMistake)) return [];
  const day = dice.between(from, course.end - 1);
  const data = { enrolmentId, lastDay: dayText(day), reason: { system: 'neutral', code: dice.pick(REASON_SHARES) } };
  const report = (): void => {
    const mistake = reporting.report('education-interrupted.v1', day, data);
    const reason = { system: 'neutral', code: 'sent-by-mistake' };
    if (mistake)
      reporting.report('report-withdrawn.v1', day + dice.between(1, 30), {
        withdraws: { id: mistake.senderId },
        reason,
      });
  };
  return [{ day, report }];
}

export function anyName(dice: Dice): string {
  return `${dice.among(FIRST_NAMES)} ${dice.among(LAST_NAMES)}`;
}
