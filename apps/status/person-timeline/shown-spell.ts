import type { KnownSpell } from '#projections/education-status/status.query';

export type ShownSpell = ReturnType<typeof toShownSpell>;

/** A spell as the timeline shows it: `to` is the last day, missing where it goes on for ever. */
export function toShownSpell(spell: KnownSpell) {
  const { from, to, status, reason, since, until, enrolment, secondary, conflicts, deciding, losing, losingLeftOut, rule, ruleVersion } = spell;
  return {
    from,
    ...(to === null ? {} : { to }),
    status,
    ...(reason === undefined ? {} : { reason }),
    since,
    ...(until === null ? {} : { until }),
    ...(enrolment === undefined ? {} : { enrolment }),
    secondary,
    conflicts,
    explanation: { rule, version: ruleVersion, deciding, losing, ...(losingLeftOut === undefined ? {} : { losingLeftOut }) },
  };
}
