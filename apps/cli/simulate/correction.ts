import type { ReportType } from '#events/person-event';
import { addDays } from '#libs/calendar';
import { type DayNumber, dayText } from './day-number.ts';
import type { Dice } from './dice.ts';
import type { SimulatedReport } from './simulated-report.ts';

type Content = Readonly<Record<string, unknown>>;

export interface Corrected {
  readonly type: ReportType;
  readonly content: Content;
}

/**
 * The corrected content of a report. A day moves back, never before `earliest`.
 * @returns undefined if the simulation does not correct the type
 */
export function correctionOf({ type, data }: SimulatedReport, dice: Dice, earliest: DayNumber): Corrected | undefined {
  switch (type) {
    case 'enrolment-registered.v1':
      return {
        type,
        content: { ...data, expectedEndsOn: addDays(String(data['expectedEndsOn']), dice.between(7, 40)) },
      };
    case 'education-interrupted.v1':
      return { type, content: withEarlier(data, 'lastDay', dice, earliest) };
    case 'education-completed.v1':
      return { type, content: withEarlier(data, 'completedOn', dice, earliest) };
    case 'enrolment-never-started.v1':
      return { type, content: { ...data, establishedOn: addDays(String(data['establishedOn']), 1) } };
    case 'person-registered.v1':
    case 'name-registered.v1':
    case 'protection-changed.v1':
    case 'residence-changed.v1':
    case 'enrolment-changed.v1':
    case 'leave-started.v1':
    case 'leave-ended.v1':
    case 'dropout-risk-reported.v1':
    case 'dropout-risk-withdrawn.v1':
    case 'contact-person-assigned.v1':
    case 'contact-person-ended.v1':
    case 'became-aware.v1':
    case 'contact-made.v1':
    case 'report-corrected.v1':
    case 'report-withdrawn.v1':
      return undefined;
  }
}

function withEarlier(data: Content, field: string, dice: Dice, earliest: DayNumber): Content {
  const wanted = addDays(String(data[field]), -dice.between(1, 6));
  const least = dayText(earliest);
  return { ...data, [field]: wanted < least ? least : wanted };
}
