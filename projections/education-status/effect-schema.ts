import { FIELD_NAMES } from '#libs/access';
import {
  type AnswerOf,
  day,
  flag,
  listOf,
  municipality,
  object,
  oneOf,
  optional,
  orNull,
  text,
  uuid,
} from '#libs/contract';
import { reasonSchema, statusSchema } from './status-schemas.ts';

const shortStatus = object('ShortStatus', 'A status.', { status: statusSchema, reason: optional(reasonSchema) });

export const effectSchema = object('Effect', 'What the report changed, as far as you may see the person today.', {
  fields: listOf(
    oneOf(FIELD_NAMES, 'A group of fields.', 'FieldName'),
    'The groups of fields that were looked at; an empty list: you may see nothing of the person.',
  ),
  on: optional(day('The day the effect is of.')),
  status: optional(
    orNull(
      object('StatusEffect', 'The status before and after.', {
        before: shortStatus,
        after: shortStatus,
        changed: flag('Whether it changed.', true),
      }),
      "The status on that day; null if the person's reports cannot be worked out.",
    ),
  ),
  cases: optional(
    listOf(
      object('CaseEffect', 'What it did to a case.', {
        caseId: uuid('The case.'),
        what: text('`opened`, `closed`, `cancelled`, `rescheduled`, `handed-over` or `breached`.', 'opened'),
        on: day('The day.', '2026-11-22'),
        dueOn: optional(day('The due date.', '2026-11-27')),
        municipality: optional(orNull(municipality('A municipality.'), 'The holder; null: nobody.')),
      }),
      'What it did to cases.',
    ),
  ),
});
export type Effect = AnswerOf<typeof effectSchema>;
