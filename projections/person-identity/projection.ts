import { addDays } from '#libs/calendar';
import type { KnowledgeProjection } from '#libs/bitemporal';
import { eventsReadBy } from '#events/catalogue';
import { identityOf } from './person-identity.evolve.ts';

/** Answers "which event contains the name, and is the person protected". */
export const personIdentity: KnowledgeProjection = {
  name: 'person-identity',
  table: 'person_identity.facts',
  keyColumn: 'fact',
  keyType: 'text',
  columns: ['event_id', 'protected_to'],
  caresFor: eventsReadBy('person-identity'),
  fromFirstEvent: false,
  beliefs: (known) => {
    const { nameEventId, protectedUntil } = identityOf(known);
    return [
      ...(nameEventId === null ? [] : [{ key: 'name', columns: [nameEventId, null] }]),
      ...(protectedUntil === null
        ? []
        : [
            {
              key: 'protection',
              columns: [null, protectedUntil === 'for-ever' ? 'infinity' : addDays(protectedUntil, 1)],
            },
          ]),
    ];
  },
};
