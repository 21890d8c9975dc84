import { day, listOf, object, optional } from '#libs/contract';
import { spellExplanationSchema } from '../explanation-schema.ts';
import { reasonSchema, statusSchema } from '#projections/education-status/status-schemas';
import { conflictSchema, enrolmentSchema, secondarySchema } from '../status-answer-parts.ts';

export const spellSchema = object('Spell', 'A stretch of days with one and the same answer.', {
  from: day('The first day.'),
  to: optional(day('The last day; missing if it goes on for ever.', '2026-11-20')),
  status: statusSchema,
  reason: optional(reasonSchema),
  since: day('The first day of the unbroken run of the same status on the same enrolment.'),
  until: optional(day('The last day of the run, if it has one.', '2029-06-29')),
  enrolment: optional(enrolmentSchema),
  secondary: secondarySchema,
  conflicts: listOf(conflictSchema, 'Reports that cannot all be so.'),
  explanation: spellExplanationSchema,
});
