// The oddities of the data, with their counts. Each is a real case that the service has to accept as it comes.

const ANOMALIES = [
  [
    'withdrawn without a date: no end report, so unknown 30 days after the expected end',
    (r) => r.result === 'Withdrawn' && r.left === null,
  ],
  [
    'a date without withdrawn: unregistered, yet with a result; the date counts',
    (r) => r.result !== 'Withdrawn' && r.left !== null,
  ],
  ['unregistered before the start: never started', (r) => r.left !== null && r.left < Math.max(0, r.registered ?? 0)],
  ['registered after the start: starts late', (r) => r.registered !== null && r.registered > 0],
  ['unregistered before being registered', (r) => r.left !== null && r.registered !== null && r.left < r.registered],
  ["unregistered after the course's last day", (r) => r.left !== null && r.left > r.length],
  ["registered after the course's last day", (r) => r.registered !== null && r.registered > r.length],
  ['without a registration day: starts with the course', (r) => r.registered === null],
];

/** Every kind of oddity, including those with no case. */
export function anomaliesOf(registrations) {
  const coursesOf = new Map();
  for (const { student } of registrations) coursesOf.set(student, (coursesOf.get(student) ?? 0) + 1);
  const several = [...coursesOf.values()].filter((courses) => courses > 1).length;
  return [
    ...ANOMALIES.map(([what, holds]) => ({ what, count: registrations.filter(holds).length })),
    { what: 'students on more than one course', count: several },
  ];
}
