import { expect, test } from '@jest/globals';
import { ENROLMENT_KINDS } from '#events/enrolment/enrolment-registered.event';
import { RULE_KINDS } from '../../libs/rules/value-checks.ts';

const differing = (a: readonly string[], b: readonly string[]): string[] => [
  ...a.filter((kind) => !b.includes(kind)),
  ...b.filter((kind) => !a.includes(kind)),
];

/** Keeps two lists equal: the events may not import a lib, and the rules may not import an event. */
test('the rules know exactly the kinds of education that can be reported', () => {
  expect(differing(RULE_KINDS, ENROLMENT_KINDS)).toEqual([]);
  expect(RULE_KINDS).toHaveLength(ENROLMENT_KINDS.length);
});

test('a kind of education on one side only is found', () => {
  expect(differing(['higher', 'other'], ['higher'])).toEqual(['other']);
  expect(differing(['higher'], ['higher', 'other'])).toEqual(['other']);
});
