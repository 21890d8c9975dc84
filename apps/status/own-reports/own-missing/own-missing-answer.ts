import {
  type AnswerOf,
  bothLanguages,
  day,
  listOf,
  object,
  openList,
  optional,
  text,
  uuid,
  whole,
} from '#libs/contract';
import type { WireType } from '#events/catalogue';
import {
  EXPECTED_REASONS,
  MISSING_CHECKS,
  type MissingCheck,
  type MissingReason,
} from '#projections/missing-reports/missing-checks';
import { deliveryGroundMembers } from '../../grounds/delivery-ground.ts';

const CHECKS = Object.keys(MISSING_CHECKS) as MissingCheck[];
const REASONS: readonly MissingReason[] = [
  ...(Object.keys(EXPECTED_REASONS) as (keyof typeof EXPECTED_REASONS)[]),
  'own-enrolment',
  'own-report',
  'own-enrolment-on',
  'own-contact',
  'responsibility',
  'closed',
];

const check = openList(CHECKS, 'The check that found it.');
const reason = openList(REASONS, 'Why the report is expected; for a held report what it waits for.');

export const ownMissingSchema = object('OwnMissing', 'Reports that the own reporters should have sent.', {
  counts: listOf(
    object('OwnMissingCount', 'The open items of a check and reason, with what removes them.', {
      check,
      version: whole('The version of the check.', 1),
      title: bothLanguages,
      reason,
      why: bothLanguages,
      remedy: bothLanguages,
      removedBy: listOf(
        openList<WireType>(['dk.ungestatus.education-completed.v1'], 'A type of report.'),
        'The types of report that remove such an item; empty for a held report, whose remedy names them.',
      ),
      items: whole('How many.', 12),
      oldestDueOn: day('The day on which the oldest was due.'),
    }),
    'All open items, not only those of the page.',
  ),
  items: listOf(
    object('OwnMissingReport', 'A missing report.', {
      id: uuid('The item; it lasts until the report comes.'),
      reporter: text('The reporter that should send it.', '990110'),
      check,
      reason,
      department: optional(text('The department of the enrolment.', '990111')),
      enrolmentId: optional(text('The reporter’s own id of the enrolment.', 'E-1')),
      dueOn: day('The last day on which it was not missing.'),
      workdaysLate: whole('Workdays since then.', 3),
      eventId: uuid('The own report that it follows from; its receipt is `GET /v1/receipts/{eventId}`.'),
    }),
    'At most 50: reporter by reporter, the oldest first.',
  ),
  next: optional(text('Opaque cursor for `after`; missing on the last page.', '5f0c1a7e-8a43-4c1b-9d2f-0b6a1c2d3e4f')),
  ...deliveryGroundMembers,
});
export type OwnMissingAnswer = AnswerOf<typeof ownMissingSchema>;
