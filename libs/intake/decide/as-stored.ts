import type { AnyIncomingReport } from '#events/incoming';
import type { PersonEvent } from '#events/person-event';
import type { Known } from '../load/known.ts';
import type { PassedReport } from '../check/sent-report.ts';
import { rawTargetOf, targetOf } from '../check/targets.ts';

/**
 * The report with its ids spelled as the log has them: what was stored before ids were normalised is found by the id as it was
 * sent. Whatever the log does not hold so is spelled as it is stored now.
 */
export function asStored(
  passed: PassedReport,
  own: readonly PersonEvent[],
  { byEventId }: Pick<Known, 'byEventId'>,
): PassedReport {
  if (passed.asSent === undefined) return passed;
  const { report, asSent } = passed;
  const raw = rawTargetOf(passed);
  const isRawTarget =
    raw !== undefined && raw !== targetOf(report) && byEventId.has(raw) && !byEventId.has(targetOf(report) ?? '');
  const data: Record<string, unknown> = { ...report.data };
  if (isRawTarget) Object.assign(data, referenceOf(asSent.report));
  const [now, sent] = [enrolmentIdOf(report.data), enrolmentIdOf(asSent.report.data)];
  if (sent !== undefined && sent !== now && names(own, sent) && !names(own, now)) data['enrolmentId'] = sent;
  return { ...passed, report: { ...report, data } as AnyIncomingReport };
}

function referenceOf({ data }: AnyIncomingReport): object {
  return 'corrects' in data ? { corrects: data.corrects } : 'withdraws' in data ? { withdraws: data.withdraws } : {};
}

function enrolmentIdOf(data: object): string | undefined {
  return 'enrolmentId' in data && typeof data.enrolmentId === 'string' ? data.enrolmentId : undefined;
}

function names(own: readonly PersonEvent[], enrolmentId: string | undefined): boolean {
  return own.some(({ data }) => enrolmentIdOf(data) === enrolmentId);
}
