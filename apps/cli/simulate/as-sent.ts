import type { AnyIncomingReport } from '#events/incoming';
import { wireTypeOf } from '#events/catalogue';
import { dayText, instantText } from './day-number.ts';
import type { Life } from './life.ts';
import type { SimulatedReport } from './simulated-report.ts';

/** A report as a CloudEvent, as the door takes it. */
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

/** The same after the door's checks of form; that it equals what those checks give is a test. */
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
    // A simulated report pairs its type with that type's data; the pairing is lost on the compiler here.
  } as AnyIncomingReport;
}
