import { addDays } from '#libs/calendar';
import type { KnowledgeProjection } from '#libs/knowledge';
import { contactTimeline } from './contact-persons.evolve.ts';

/** Answers "who is in contact with the young person, in which of the four roles". */
export const contactPersons: KnowledgeProjection = {
  name: 'contact-persons',
  table: 'contact_persons.spells',
  keyColumn: 'spell',
  keyType: 'text',
  beliefs: (known) =>
    contactTimeline(known).map(({ from, to, role, reporter, organisation, eventId }) => ({
      key: `${role}|${reporter}|${from}`,
      columns: { valid_from: from, valid_to: to === null ? 'infinity' : addDays(to, 1), role, reporter, organisation, event_id: eventId },
    })),
};
