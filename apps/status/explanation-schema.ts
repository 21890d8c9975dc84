import { instant, listOf, object, oneOf, optional, orNull, text, uuid, whole } from '#libs/contract';

const explanationMembers = {
  rule: text('Id of the rule that gave the status.', 'status.interrupted'),
  version: text('The version of the rules.', '2026-11-29.1'),
  deciding: listOf(uuid('An event id.'), 'Replaying only these events gives the same status and reason.'),
  losing: listOf(
    object('LosingEvent', 'An event that speaks of the same and does not count.', {
      eventId: uuid('The event.'),
      why: oneOf(['earlier-start', 'recorded-earlier', 'before-start', 'never-started'], 'Why it does not count.'),
    }),
    'Events that speak of the same and do not count, at most 20 of a kind.',
  ),
  losingLeftOut: optional(whole('Losing events not shown.', 3)),
};

export const spellExplanationSchema = object(
  'SpellExplanation',
  'The rule and the events a spell rests on.',
  explanationMembers,
);

export const explanationSchema = object(
  'Explanation',
  'The rule and the events the answer rests on; the cited events alone give the same answer.',
  {
    ...explanationMembers,
    freshness: orNull(
      object('Freshness', 'How old the newest report on the deciding enrolment was when this was known.', {
        newestReportAt: instant('When it was received.'),
        days: whole('Days from then until the state of knowledge.', 12),
      }),
      'How old the newest report on the deciding enrolment is; null if none decided.',
    ),
  },
);
