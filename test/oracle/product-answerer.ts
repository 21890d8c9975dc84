import { statusOn, timeline } from '#projections/education-status/education-status.evolve';
import type { Answerer } from './comparison.ts';

/** The product, asked the way the oracle is asked. */
export const product: Answerer = (history, rules) => {
  const spells = timeline(history, rules);
  return (day) => {
    const { status, reason, enrolment, since, until } = statusOn(spells, day);
    return { status, reason, enrolmentId: enrolment?.enrolmentId, since, until };
  };
};
