import { getDefinition } from '../catalogue.ts';
import { codeSystemWarnings } from '../model/code-systems.ts';
import { decideCorrection, decideWithdrawal } from './correction.decide.ts';
import { decideReport } from './decide-report.ts';
import type { DecideContext, Decision } from '../model/decision.ts';
import { timeWarnings } from './time-warnings.ts';
import type { AnyIncomingReport } from '../incoming.ts';
import type { PersonState } from '../state/person.evolve.ts';
import type { EventData, EventType } from '../person-event.ts';

export type { DecideContext, Decision } from '../model/decision.ts';

/**
 * Decides on a report that passed the checks on receipt, by what is known about its person. Pure: reads no clock and no
 * table.
 */
export function decide(report: AnyIncomingReport, state: PersonState, context: DecideContext): Decision {
  const own = decideByType(report, state, context);
  const common = commonWarnings(report, context);
  return { ...own, warnings: [...own.warnings, ...common] };
}

function decideByType(report: AnyIncomingReport, state: PersonState, context: DecideContext): Decision {
  const { reporter, reporterKind, source, senderId } = report;
  const about = { reporter, reporterKind, source, senderId, at: '/data' };
  if (report.type === 'report-corrected.v1') return decideCorrection({ ...about, data: report.data }, state, context);
  if (report.type === 'report-withdrawn.v1') return decideWithdrawal({ ...about, data: report.data }, state, context);
  return decideReport({ ...report, at: '/data' }, state, context);
}

function commonWarnings(report: AnyIncomingReport, context: DecideContext): Decision['warnings'] {
  const on = getDefinition<EventType>(report.type).occurredOn(report.data as EventData[EventType], context.today);
  return [
    ...codeSystemWarnings(report.data, '/data', report.systemId),
    ...timeWarnings({ registeredAt: report.registeredAt, on }, context),
  ];
}
