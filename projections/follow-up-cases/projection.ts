import { type KnowledgeProjection, STILL_KNOWN } from '#libs/bitemporal';
import type { RuleBook } from '#libs/rules';
import { eventsReadBy } from '#events/catalogue';
import { casesOf } from './follow-up-cases.evolve.ts';

/** Counts cases that disappeared, are new, or have another state, holder or due date. */
const caseDifferences = (live: string, rebuilt: string): string =>
  `select case when r.state is null then concat('case gone: ', l.state)
    when l.state is null then concat('new case: ', r.state)
       when l.state <> r.state then concat(l.state, ' becomes ', r.state)
       when l.municipality is distinct from r.municipality then concat(r.state, ': another holder')
         else concat(r.state, ': another day') end as cause,
     count(*) as answers, count(distinct person) as persons
   from (select * from ${live} where known_to = ${STILL_KNOWN}) l
     full join (select * from ${rebuilt} where known_to = ${STILL_KNOWN}) r using (person, case_id)
   where (l.state, l.municipality, l.due_on, l.known_on) is distinct from
     (r.state, r.municipality, r.due_on, r.known_on) group by cause`;

/** Answers "who must be contacted, by when, by whom"; one row per case and state of knowledge. */
export function followUpCases(rules: RuleBook): KnowledgeProjection {
  return {
    name: 'follow-up-cases',
    table: 'follow_up.cases',
    keyColumn: 'case_id',
    keyType: 'uuid',
    columns: ['clock', 'state', 'municipality', 'known_on', 'due_on', 'content'],
    caresFor: eventsReadBy('follow-up-cases'),
    fromFirstEvent: false,
    differences: caseDifferences,
    beliefs: (known) =>
      casesOf(known, rules).map((row) => ({
        key: row.caseId,
        columns: [row.clock, row.state, row.municipality, row.knownOn, row.dueOn, JSON.stringify(row)],
      })),
  };
}
