import type { KnowledgeProjection } from '#libs/bitemporal';
import type { RuleBook } from '#libs/rules';
import { eventsReadBy } from '#events/catalogue';
import { birthDateOf } from '#events/state/birth-date';
import { isKnownPerson } from '#events/standing/effective';
import { heldResidences } from '#events/state/last-known';
import { localDay } from '#libs/calendar';

/** Answers "where did the person live, and how old is the person": the relation that every access decision needs. */
export function residence(rules: Pick<RuleBook, 'placeOf' | 'codeChangeDays'>): KnowledgeProjection {
  const places = { placeOf: rules.placeOf, codeChangeDays: rules.codeChangeDays, localDay };
  return {
    name: 'residence',
    table: 'residence.spells',
    keyColumn: 'valid_from',
    keyType: 'date',
    columns: ['valid_to', 'municipality', 'birth_date', 'last_known'],
    caresFor: eventsReadBy('residence'),
    fromFirstEvent: true,
    beliefs: (known) => {
      if (!isKnownPerson(known.events)) return [];
      const birthDate = birthDateOf(known).day;
      return heldResidences(known, places).map(({ from, before, municipality, lastKnown }) => ({
        key: from,
        columns: [before ?? 'infinity', municipality, birthDate, lastKnown],
      }));
    },
  };
}
