import { statusOn, timeline, type Spell } from '#projections/education-status/education-status.evolve';
import type { Answerer } from './comparison.ts';

function traces({ secondary, conflicts }: Spell): string[] {
  const { risk, extensionNotReported } = secondary;
  return [
    ...(risk?.state === 'expired-not-renewed' ? [`risk expired-not-renewed ${risk.since}`] : []),
    ...(extensionNotReported ? [`extension not reported ${extensionNotReported.since}`] : []),
    ...conflicts.flatMap(({ kind }) => (kind === 'never-started-and-ended' ? ['never started and ended'] : [])),
  ];
}

/** The product, with the interface of the oracle. */
export const product: Answerer = (history, rules) => {
  const spells = timeline(history, rules);
  return (day) => {
    const spell = statusOn(spells, day);
    const { status, reason, enrolment, since, until } = spell;
    return { status, reason, enrolmentId: enrolment?.enrolmentId, since, until, beside: traces(spell) };
  };
};
