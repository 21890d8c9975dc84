import type { ReportType } from '#events/person-event';
import type { StandingCondition } from '#events/model/standing-condition';
import { textsOfWaiting } from '#events/standing/waiting-for';

interface Words {
  readonly da: string;
  readonly en: string;
}

interface Check {
  /** Raised if the meaning of the check changes. */
  readonly version: number;
  readonly title: Words;
  readonly remedy: Words;
  /** The types of report that resolve the item. Empty: the remedy depends on the reason. */
  readonly resolvedBy: readonly ReportType[];
}

/** The expectations that follow from today's events. The reporter of the item must act in each of them. */
export const MISSING_CHECKS = {
  'course-end': {
    version: 1,
    title: { da: 'Slut på forløb', en: 'End of a course' },
    remedy: {
      da: 'Send fuldført, afbrudt eller ej mødt, eller ret forventet slut.',
      en: 'Send the completion, the interruption or never-started, or change the expected end.',
    },
    resolvedBy: [
      'education-completed.v1',
      'education-interrupted.v1',
      'enrolment-never-started.v1',
      'enrolment-changed.v1',
    ],
  },
  'leave-end': {
    version: 1,
    title: { da: 'Slut på orlov', en: 'End of a leave' },
    remedy: {
      da: 'Send orlov slut, eller ret orlovens forventede slut.',
      en: 'Send the end of the leave, or correct its expected end.',
    },
    resolvedBy: ['leave-ended.v1', 'leave-started.v1', 'education-interrupted.v1', 'education-completed.v1'],
  },
  'held-report': {
    version: 1,
    title: { da: 'Tilbageholdt indberetning, hvis tid er udløbet', en: 'Held report whose time ran out' },
    remedy: {
      da: 'Send det, indberetningen venter på, eller træk den tilbage.',
      en: 'Send what the report waits for, or withdraw it.',
    },
    resolvedBy: [],
  },
} as const satisfies Record<string, Check>;

export type MissingCheck = keyof typeof MISSING_CHECKS;

/** Why a report is expected; a held report has the words of what it waits for. */
export const EXPECTED_REASONS = {
  'expected-end-passed': { da: 'Forventet slut er passeret.', en: 'The expected end has passed.' },
  'longest-duration-passed': {
    da: 'Forventet slut er ikke oplyst, og den længste varighed er passeret.',
    en: 'No expected end is reported, and the longest duration has passed.',
  },
  'expected-return-passed': {
    da: 'Orlovens forventede slut er passeret.',
    en: 'The expected end of the leave has passed.',
  },
} as const satisfies Record<string, Words>;

/** Why the report is expected; for a held report what it waits for. */
export type MissingReason = keyof typeof EXPECTED_REASONS | StandingCondition['needs'];

const isOwn = (reason: MissingReason): reason is keyof typeof EXPECTED_REASONS =>
  Object.hasOwn(EXPECTED_REASONS, reason);

export function textOfReason(reason: MissingReason): Words {
  return isOwn(reason) ? EXPECTED_REASONS[reason] : textsOfWaiting(reason).waitsFor;
}

/** The remedy of an item: for a held report that of what it waits for. */
export function remedyOf(check: MissingCheck, reason: MissingReason): Words {
  return isOwn(reason) ? MISSING_CHECKS[check].remedy : textsOfWaiting(reason).remedy;
}
