import type { AnyIncomingReport } from '#events/incoming';
import { wireTypeOf } from '#events/catalogue';
import { dayText, instantText } from './day-number.ts';
import type { Life } from './life.ts';
import type { SimulatedReport } from './simulated-report.ts';

/** The report as the CloudEvent that the endpoint receives. */
export function cloudEventOf({ civilNumber }: Life, report: SimulatedReport): Record<string, unknown> {
  return {
    specversion: '1.0',
    id: report.senderId,
    source: report.by.source,
    type: wireTypeOf(report.type),
    ...(report.registered === null ? {} : { time: instantText(report.registered) }),
    data: { person: { cpr: civilNumber }, ...report.data },
  };
}

/** The same report after the intake's format checks. A test proves that those checks give an equal result. */
export function checkedOf({ civilNumber, birth }: Life, report: SimulatedReport): AnyIncomingReport {
  const { systemId, reporter, source, kind } = report.by;
  return {
    type: report.type,
    data: report.corrects === null ? report.data : { ...report.data, contentTypes: [report.corrects] },
    person: { cpr: civilNumber, birthDate: dayText(birth) },
    source,
    senderId: report.senderId,
    systemId,
    reporter,
    reporterKind: kind,
    registeredAt: report.registered === null ? null : instantText(report.registered),
    // A simulated report pairs its type with that type's data; the compiler cannot see the pairing here.
  } as AnyIncomingReport;
}
