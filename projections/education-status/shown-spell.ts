import type { KnownSpell } from './status.query.ts';

/** A spell in a timeline: `to` is the last day, missing if the spell has no end. */
export function toShownSpell(spell: KnownSpell) {
  const {
    from,
    to,
    status,
    reason,
    since,
    until,
    enrolment,
    secondary,
    conflicts,
    deciding,
    losing,
    losingLeftOut,
    rule,
    ruleVersion,
  } = spell;
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
    explanation: {
      rule,
      version: ruleVersion,
      deciding,
      losing,
      ...(losingLeftOut === undefined ? {} : { losingLeftOut }),
    },
  };
}
