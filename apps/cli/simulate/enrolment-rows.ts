import { instantText } from './day-number.ts';
import type { Life } from './life.ts';
import type { SimulatedReport } from './simulated-report.ts';

const COLUMNS = [
  'enrolment',
  'cpr',
  'institution',
  'education',
  'kind',
  'starts_on',
  'expected_ends_on',
  'registered_at',
  'outcome',
  'ended_on',
  'reason',
  'end_registered_at',
] as const;

export const ENROLMENT_HEADER = `${COLUMNS.join(',')}\n`;

/** A life's enrolments as lines of a CSV file, in their final state: corrected, without withdrawn reports. */
export function enrolmentRows(life: Life): string {
  const standing = standingReports(life.reports);
  return standing
    .flatMap(({ report, data }) =>
      report.type === 'enrolment-registered.v1' ? [rowOf(life, report, data, standing)] : [],
    )
    .join('');
}

interface Standing {
  readonly report: SimulatedReport;
  readonly data: SimulatedReport['data'];
}

function standingReports(reports: readonly SimulatedReport[]): Standing[] {
  const pointedAt = (report: SimulatedReport, field: string): string | undefined =>
    (report.data[field] as { id: string } | undefined)?.id;
  const gone = new Set(reports.map((report) => pointedAt(report, 'withdraws')));
  const corrections = new Map(
    reports.map((report) => [pointedAt(report, 'corrects'), report.data['content'] as SimulatedReport['data']]),
  );
  return reports
    .filter(({ senderId }) => !gone.has(senderId))
    .map((report) => ({ report, data: corrections.get(report.senderId) ?? report.data }));
}

function rowOf(
  life: Life,
  registered: SimulatedReport,
  data: SimulatedReport['data'],
  standing: readonly Standing[],
): string {
  const end = standing.find(
    ({ report, data: about }) => outcomeOf(report, about) !== undefined && about['enrolmentId'] === data['enrolmentId'],
  );
  const endedOn = end && String(end.data['lastDay'] ?? end.data['completedOn'] ?? end.data['establishedOn']);
  const values = [
    data['enrolmentId'],
    life.civilNumber,
    data['institution'],
    (data['education'] as { code: string }).code,
    data['kind'],
    data['startsOn'],
    data['expectedEndsOn'],
    registeredAt(registered),
    end && outcomeOf(end.report, end.data),
    endedOn,
    (end?.data['reason'] as { code: string } | undefined)?.code,
    end && registeredAt(end.report),
  ];
  return `${values.map((value) => String(value ?? '')).join(',')}\n`;
}

/** @returns undefined if the report does not end an enrolment */
function outcomeOf({ type }: SimulatedReport, data: SimulatedReport['data']): string | undefined {
  if (type === 'education-interrupted.v1') return 'interrupted';
  if (type === 'enrolment-never-started.v1') return 'never-started';
  return type === 'education-completed.v1' ? String(data['extent']) : undefined;
}

function registeredAt({ registered }: SimulatedReport): string {
  return registered === null ? '' : instantText(registered);
}
