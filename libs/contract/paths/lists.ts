import { inHeader, inQuery, type Json, operation } from '../operation.ts';
import { day, institution, municipality, oneOf, text } from '../schema-words.ts';

/** Questions about many. */
export const listPaths: Json = {
  '/v1/cases': {
    get: operation({
      id: 'listCases',
      summary: "A municipality's cases, due first, 200 a page; the next page is in `Link`.",
      tag: 'Follow-up',
      parameters: [
        inQuery('municipality', municipality, "The caller's own where it is left out."),
        inQuery('clock', oneOf('contact'), 'Only this clock.'),
        inQuery('state', oneOf('open', 'breached', 'closed', 'cancelled'), 'Only this state.'),
        inQuery('after', text, 'The cursor of the page before.'),
        inHeader('X-Purpose', text, '`follow-up` where it is left out.', false),
      ],
      answers: { 200: ['A page of cases.', 'Cases'] },
      problems: ['purpose-unknown', 'invalid-parameter', 'not-found'],
    }),
  },
  '/v1/cohort': {
    get: operation({
      id: 'countCohort',
      summary: 'How many young people have which status on a day, as known at a time.',
      tag: 'Figures',
      parameters: [
        inQuery('validOn', day, 'Today where it is left out.'),
        inQuery('knownAt', text, 'A log position or an RFC 3339 time; now where it is left out.'),
        inQuery('municipality', municipality, 'Only residents of this municipality.'),
        inQuery('institution', institution, 'Only those whose status rests on this institution.'),
      ],
      answers: { 200: ['The counts and what they rest on.', 'Cohort'] },
      problems: ['invalid-parameter', 'not-found'],
    }),
  },
};
