// Counts how many students have which status on a day from the CSV and docs/glossary.md alone, without any code
// of the service.

/** Days since 1 March of year 0 (Gregorian): years begin in March, so the leap day is the last. */
export function dayNumber(day) {
  const [year, month, date] = day.split('-').map((part) => Number.parseInt(part, 10));
  const y = month <= 2 ? year - 1 : year;
  const ofYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + date - 1;
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + ofYear;
}

const STARTS = { '2013B': dayNumber('2013-02-01'), '2013J': dayNumber('2013-10-01') };
const GRACE = 30;

/** Twelve days: starts, last days and the days after, and the end of the time that a missing report is waited for. */
export const DATES = [
  '2013-02-01',
  '2013-03-01',
  '2013-06-15',
  '2013-09-29',
  '2013-09-30',
  '2013-10-01',
  '2013-12-31',
  '2014-03-15',
  '2014-06-19',
  '2014-06-26',
  '2014-06-27',
  '2014-12-31',
];

/** The statuses possible for an OULAD student: aged 18-24, so in scope; no leave, risk, activity or job is known. */
export const STATUSES = ['enrolled', 'awaiting-start', 'completed', 'interrupted', 'unknown'];

/** The last day of the enrolment and its end. */
function ending({ length, result, left }, courseStart) {
  if (left !== null) return { last: courseStart + left, outcome: 'interrupted' };
  if (result === 'Withdrawn') return { last: courseStart + length + GRACE, outcome: 'unknown' };
  return { last: courseStart + length, outcome: result === 'Fail' ? 'interrupted' : 'completed' };
}

/** One enrolment per registration; one that was left before it began does not count. */
export function toEnrolment(registration) {
  const courseStart = STARTS[registration.presentation];
  const start = courseStart + Math.max(0, registration.registered ?? 0);
  const neverStarted = registration.left !== null && courseStart + registration.left < start;
  return {
    start,
    neverStarted,
    ...ending(registration, courseStart),
    withoutEnd: courseStart + registration.length + GRACE,
  };
}

/** Enrolments by student, each student's in the order of the file: later ones are recorded later. */
export function groupByStudent(registrations) {
  const students = new Map();
  for (const registration of registrations) {
    const enrolments = students.get(registration.student) ?? [];
    enrolments.push(toEnrolment(registration));
    students.set(registration.student, enrolments);
  }
  return students;
}

/** The status on a day: an active enrolment comes first, then one to come, then the end of the one that ended last. */
export function statusOn(enrolments, day) {
  const real = enrolments.filter(({ neverStarted }) => !neverStarted);
  if (real.some(({ start, last }) => start <= day && day <= last)) return 'enrolled';
  if (real.some(({ start }) => start > day)) return 'awaiting-start';
  let latest;
  for (const enrolment of real) if (latest === undefined || enrolment.last >= latest.last) latest = enrolment;
  return latest?.outcome ?? 'unknown';
}

export function countsOn(students, date) {
  const counts = Object.fromEntries(STATUSES.map((status) => [status, 0]));
  const day = dayNumber(date);
  for (const enrolments of students.values()) counts[statusOn(enrolments, day)] += 1;
  return counts;
}

const SABOTAGES = {
  shift: (enrolment) => ({ ...enrolment, last: enrolment.last - 1 }),
  drop: (enrolment) => ({ ...enrolment, last: enrolment.withoutEnd, outcome: 'unknown' }),
};

/** The same students with one end a day early (`shift`) or one end report lost (`drop`), such that a count changes. */
export function sabotage(students, kind) {
  for (const [student, enrolments] of students) {
    for (const [index, enrolment] of enrolments.entries()) {
      const changed = enrolments.with(index, SABOTAGES[kind](enrolment));
      const shows = DATES.some((date) => statusOn(changed, dayNumber(date)) !== statusOn(enrolments, dayNumber(date)));
      if (shows) return new Map([...students, [student, changed]]);
    }
  }
  throw new Error(`No student's status on the twelve days would change by the sabotage "${kind}".`);
}
