import { getDefinition } from '../catalogue.ts';
import { codeSystemWarnings } from '../model/code-systems.ts';
import { decideCorrection, decideWithdrawal } from './correction.decide.ts';
import { decideReport } from './decide-report.ts';
import { type DecideContext, type Decision, decision, findingIf } from '../model/decision.ts';
import type { AnyIncomingReport } from '../incoming.ts';
import type { PersonState } from '../state/person.evolve.ts';
import type { EventData, EventType } from '../person-event.ts';
import type { Day } from '../model/stored.ts';

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
  return decision({
    warnings: [
      ...codeSystemWarnings(report.data, '/data', report.systemId),
      findingIf(report.registeredAt === null, '/time', 'time-missing'),
      findingIf(
        report.registeredAt !== null && report.registeredAt > context.receivedAt,
        '/time',
        'registered-after-received',
      ),
      findingIf(on > oneYearAfter(context.today), '/data', 'future-date'),
    ],
  }).warnings;
}

/** The same date next year. Days compare as text, so 29 February needs no special case. */
function oneYearAfter(day: Day): Day {
  return `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;
}
