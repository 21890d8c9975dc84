import { FIELD_ERRORS, type FieldErrorCode } from '#libs/problems';
import { bothLanguages, type MembersOf, object, optional, text, uuid, week, whole } from '#libs/contract';
import { weekOf } from '#libs/calendar';
import { tellsOfAPerson } from '#projections/findings/checks';
import type { FindingCause } from '#projections/findings/findings.query';

const causeMembers = {
  check: optional(
    text('The check: the code of the warning on the receipt. Missing if it could tell of a person.', 'time-missing'),
  ),
  system: text('The source system that sent the reports.', 'sa-nord'),
  open: whole('Open findings.', 12),
  sinceWeek: week('The ISO week of the oldest.'),
  example: uuid('The oldest item.'),
  title: optional(bothLanguages),
  remedy: optional(bothLanguages),
};
export const findingCauseSchema = object(
  'FindingCause',
  'Findings with one cause: one mend may resolve them all.',
  causeMembers,
);
export type ShownCause = MembersOf<typeof causeMembers>;

/** A cause as the reporter itself sees it. */
export function toOwnCause({ check, system, open, since, example }: FindingCause): ShownCause {
  const texts = Object.hasOwn(FIELD_ERRORS, check) ? FIELD_ERRORS[check as FieldErrorCode] : undefined;
  return {
    check,
    system,
    open,
    sinceWeek: weekOf(since),
    example,
    ...(texts === undefined ? {} : { title: { da: texts.da, en: texts.en }, remedy: texts.remedy }),
  };
}

/**
 * The causes as others see them: kinds that could tell of one young person (a risk, a leave, an end) are put together
 * by system (access.md "Figures for those who see no persons").
 */
export function toShownCauses(causes: readonly FindingCause[]): readonly ShownCause[] {
  const pooled = new Map<string, ShownCause>();
  const named: ShownCause[] = [];
  for (const cause of causes) {
    if (!tellsOfAPerson(cause.check)) named.push(toOwnCause(cause));
    else pooled.set(cause.system, together(pooled.get(cause.system), cause));
  }
  return [...named, ...pooled.values()];
}

function together(one: ShownCause | undefined, { system, open, since, example }: FindingCause): ShownCause {
  const sinceWeek = weekOf(since);
  if (one === undefined) return { system, open, sinceWeek, example };
  return one.sinceWeek <= sinceWeek
    ? { ...one, open: one.open + open }
    : { system, open: one.open + open, sinceWeek, example };
}
