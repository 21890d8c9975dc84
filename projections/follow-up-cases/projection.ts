import { type KnowledgeProjection, STILL_KNOWN } from '#libs/bitemporal';
import type { RuleBook } from '#libs/rules';
import type { EventType } from '#events/person-event';
import { casesOf } from './follow-up-cases.evolve.ts';

const CARES_FOR: Readonly<Record<EventType, boolean>> = {
  'person-registered.v1': true,
  'name-registered.v1': false,
  'protection-changed.v1': false,
  'residence-changed.v1': false,
  'enrolment-registered.v1': false,
  'enrolment-changed.v1': false,
  'enrolment-never-started.v1': false,
  'education-interrupted.v1': false,
  'education-completed.v1': false,
  'leave-started.v1': false,
  'leave-ended.v1': false,
  'dropout-risk-reported.v1': false,
  'dropout-risk-withdrawn.v1': false,
  'contact-person-assigned.v1': false,
  'contact-person-ended.v1': false,
  'became-aware.v1': false,
  'contact-made.v1': false,
  'report-corrected.v1': true,
  'report-withdrawn.v1': true,
  'follow-up-opened.v1': true,
  'follow-up-rescheduled.v1': true,
  'follow-up-handed-over.v1': true,
  'follow-up-closed.v1': true,
  'follow-up-cancelled.v1': true,
  'follow-up-breached.v1': true,
};

/** Cases that are gone, new, in another state, held by another municipality or due on another day. */
const caseDifferences = (live: string, rebuilt: string): string =>
  `select case when r.state is null then concat('case gone: ', l.state) when l.state is null then concat('new case: ', r.state)
       when l.state <> r.state then concat(l.state, ' becomes ', r.state)
       when l.municipality is distinct from r.municipality then concat(r.state, ': another holder') else concat(r.state, ': another day') end as cause,
     count(*) as answers, count(distinct person) as persons
   from (select * from ${live} where known_to = ${STILL_KNOWN}) l full join (select * from ${rebuilt} where known_to = ${STILL_KNOWN}) r using (person, case_id)
   where (l.state, l.municipality, l.due_on, l.known_on) is distinct from (r.state, r.municipality, r.due_on, r.known_on) group by cause`;

/** Answers "who must be contacted, by when, by whom"; one row per case and state of knowledge. */
export function followUpCases(rules: RuleBook): KnowledgeProjection {
  return {
    name: 'follow-up-cases',
    table: 'follow_up.cases',
    keyColumn: 'case_id',
    keyType: 'uuid',
    columns: ['clock', 'state', 'municipality', 'known_on', 'due_on', 'content'],
    caresFor: CARES_FOR,
    fromFirstEvent: false,
    differences: caseDifferences,
    beliefs: (known) =>
      casesOf(known, rules).map((row) => ({
        key: row.caseId,
        columns: [row.clock, row.state, row.municipality, row.knownOn, row.dueOn, JSON.stringify(row)],
      })),
  };
}
