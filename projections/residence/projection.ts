import { addDays } from '#libs/calendar';
import type { KnowledgeProjection } from '#libs/knowledge';
import { birthDateOf } from '#events/correction/birth-date';
import { residenceTimeline } from './residence.evolve.ts';

/** Answers "where did the person live, and how old is the person": the relation every access decision asks for. */
export const residence: KnowledgeProjection = {
  name: 'residence',
  table: 'residence.spells',
  keyColumn: 'valid_from',
  keyType: 'date',
  beliefs: (known) => {
    const birthDate = birthDateOf(known).day;
    return residenceTimeline(known).map(({ from, to, municipality }) => ({
      key: from,
      columns: { valid_to: to === null ? 'infinity' : addDays(to, 1), municipality, birth_date: birthDate },
    }));
  },
};
