import { inHeader, inQuery, type Json, operation } from '../operation.ts';
import { day, institution, municipality, oneOf, text, week } from '../schema-words.ts';

/** Questions about many. */
export const listPaths: Json = {
  '/v1/cases': {
    get: operation({
      id: 'listCases',
      summary: "A municipality's cases, most urgent first, 50 a page; the next page is in `Link`. A page is a look at everybody on it.",
      tag: 'Follow-up',
      parameters: [
        inQuery('municipality', municipality, "The caller's own where it is left out."),
        inQuery('clock', oneOf('contact'), 'Only this clock.'),
        inQuery('state', text, 'One or several with commas between, of: open, breached, closed, cancelled, handed-over. open,breached if left out.'),
        inQuery('after', text, 'The cursor of the page before.'),
        inHeader('X-Purpose', text, '`follow-up` where it is left out.', false),
      ],
      answers: { 200: ['A page of cases.', 'Cases'] },
      problems: ['purpose-unknown', 'invalid-parameter', 'not-found'],
    }),
  },
  '/v1/cases/without-holder': {
    get: operation({
      id: 'listCasesWithoutHolder',
      summary: "The operator's list of running cases that no municipality holds; it must be empty. No personal data.",
      tag: 'Follow-up',
      parameters: [],
      answers: { 200: ['The cases, oldest first, at most 200, and how many there are.', 'CasesWithoutHolder'] },
      problems: ['invalid-parameter', 'not-found'],
    }),
  },
  '/v1/cohort': {
    get: operation({
      id: 'countCohort',
      summary:
        'How many young people have which status. An adviser asks for the own municipality on any day as known at any time; a system for an institution it reports for, by its own reports alone; a monitor for a closed week.',
      tag: 'Figures',
      parameters: [
        inQuery('week', week, 'A closed ISO week, for a monitor; with `municipality` at most. Valid on its Sunday, as known when it ended. Figures carry fixed noise.'),
        inQuery('validOn', day, 'Today if left out.'),
        inQuery('knownAt', text, 'A log position or an RFC 3339 time; now if left out.'),
        inQuery('municipality', municipality, 'Only residents of this municipality.'),
        inQuery('institution', institution, 'Only those whose status rests on this institution; for a system, the institution itself or a department of it.'),
      ],
      answers: { 200: ['The counts and what they rest on.', 'CohortAnswer'] },
      problems: ['invalid-parameter', 'not-found'],
    }),
  },
};
