import { addDays } from '#libs/calendar';
import type { KnowledgeProjection } from '#libs/bitemporal';
import { eventsReadBy } from '#events/catalogue';
import { contactTimeline } from './contact-persons.evolve.ts';

/** Answers "who is in contact with the young person, in which of the four roles". */
export const contactPersons: KnowledgeProjection = {
  name: 'contact-persons',
  table: 'contact_persons.spells',
  keyColumn: 'spell',
  keyType: 'text',
  columns: ['valid_from', 'valid_to', 'role', 'reporter', 'organisation', 'event_id'],
  caresFor: eventsReadBy('contact-persons'),
  fromFirstEvent: false,
  beliefs: (known) =>
    contactTimeline(known).map(({ from, to, role, reporter, organisation, eventId }) => ({
      key: `${role}|${reporter}|${from}`,
      columns: [from, to === null ? 'infinity' : addDays(to, 1), role, reporter, organisation, eventId],
    })),
};
