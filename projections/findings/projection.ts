import type { KnowledgeProjection } from '#libs/bitemporal';
import { findStreamsWarned } from '#libs/event-store';
import { reportedEvents } from '#events/catalogue';
import { openFindings } from './findings.evolve.ts';

/**
 * The id of a finding for those who may not know its report. It tells neither report nor check: an event id can be
 * computed from a sender's own ids, a person's key cannot.
 */
export type FindingItem = (person: string, check: string, eventId: string) => string;

/** Answers "what is wrong with which report, and whose it is". */
export function findings(itemOf: FindingItem): KnowledgeProjection {
  return {
    name: 'findings',
    table: 'findings.items',
    keyColumn: 'finding',
    keyType: 'text',
    columns: [
      'valid_from',
      'valid_to',
      'item',
      'check_id',
      'reporter',
      'system',
      'type',
      'event_id',
      'content_id',
      'enrolment_id',
    ],
    caresFor: reportedEvents,
    fromFirstEvent: false,
    onlyOf: findStreamsWarned,
    beliefs: (known) =>
      openFindings(known.events).map((found) => ({
        key: `${found.check}|${found.eventId}`,
        columns: [
          found.from,
          found.expiresOn ?? 'infinity',
          itemOf(known.person, found.check, found.eventId),
          found.check,
          found.reporter,
          found.system,
          found.type,
          found.eventId,
          found.contentEventId,
          found.enrolmentId,
        ],
      })),
  };
}
