import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PersonHistory } from '#events/person-event';
import { arrivedAs, calmReports, recordingDecides } from './calm-histories.ts';
import { daysWorthAsking } from './comparison.ts';
import { oracleDay } from './education-status.ts';
import { prefixOf } from './envelope.ts';
import { histories } from './histories.ts';
import { DANISH_RULES } from '../../libs/rules/rules.data.ts';
import { createRuleBook } from '../../libs/rules/create-rule-book.ts';

const danish = createRuleBook(DANISH_RULES);
const sample = fc.sample(histories, { seed: 7, numRuns: 300 });

/** Every field of a report that the status reads, as `type field`. */
const READ = [
  'dropout-risk-reported.v1 assessedOn',
  'dropout-risk-reported.v1 level',
  'dropout-risk-withdrawn.v1 withdrawnOn',
  'education-completed.v1 completedOn',
  'education-interrupted.v1 lastDay',
  'enrolment-changed.v1 expectedEndsOn',
  'enrolment-changed.v1 kind',
  'enrolment-changed.v1 startsOn',
  'enrolment-never-started.v1 establishedOn',
  'enrolment-registered.v1 expectedEndsOn',
  'leave-ended.v1 lastDay',
  'leave-started.v1 from',
  'report-corrected.v1 content',
  'report-withdrawn.v1 target',
];

function fieldsOf(all: readonly PersonHistory[]): Set<string> {
  return new Set(
    all.flatMap(({ events }) =>
      events.flatMap(({ type, data }) => Object.keys(data).map((field) => `${type} ${field}`)),
    ),
  );
}

test('the random histories use every report and field that the status reads', () => {
  const fields = fieldsOf(sample);
  expect([...READ, 'person-registered.v1 birthDate'].filter((field) => !fields.has(field))).toEqual([]);
});

test('the random histories without ties use them too, and enough histories have no ties', () => {
  const calm = fc.sample(calmReports, { seed: 7, numRuns: 300 });
  const arrived = calm.map((each) =>
    arrivedAs(
      each,
      each.drafts.map((_, number) => number),
    ),
  );
  const untied = arrived.filter((history) => !recordingDecides(history, danish));
  const fields = fieldsOf(untied);
  expect(READ.filter((field) => !fields.has(field))).toEqual([]);
  expect(untied.length).toBeGreaterThan(100);
});

test('the random histories reach every status and reason that exists', () => {
  const reached = new Set<string>();
  for (const history of sample.flatMap((each) => [each, prefixOf(each, Math.ceil(each.events.length / 2))])) {
    for (const day of daysWorthAsking(history, danish)) {
      const { status, reason } = oracleDay(history, day, danish);
      reached.add(reason === undefined ? status : `${status}/${reason}`);
    }
  }
  expect([...reached].sort()).toEqual([
    'awaiting-start',
    'completed',
    'compulsory-school',
    'enrolled',
    'enrolled-at-risk',
    'interrupted',
    'interrupted/not-passed',
    'on-leave',
    'out-of-scope',
    'unknown/compulsory-ended',
    'unknown/expected-report-missing',
    'unknown/never-reported',
    'unknown/never-started',
    'unknown/other-ended',
    'unknown/preparatory-ended',
    'unknown/withdrawn',
  ]);
});
