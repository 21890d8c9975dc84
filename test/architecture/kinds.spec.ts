import { expect, test } from '@jest/globals';
import { ENROLMENT_KINDS } from '#events/enrolment/enrolment-registered.event';
import { RULE_KINDS } from '#libs/rules';

const differing = (a: readonly string[], b: readonly string[]): string[] => [
  ...a.filter((kind) => !b.includes(kind)),
  ...b.filter((kind) => !a.includes(kind)),
];

/** The events import no lib and the rules no event: each has its own list, and this keeps them one. */
test('the rules know exactly the kinds of education that can be reported', () => {
  expect(differing(RULE_KINDS, ENROLMENT_KINDS)).toEqual([]);
  expect(RULE_KINDS).toHaveLength(ENROLMENT_KINDS.length);
});

test('a kind on one side only is seen', () => {
  expect(differing(['higher', 'other'], ['higher'])).toEqual(['other']);
  expect(differing(['higher'], ['higher', 'other'])).toEqual(['other']);
});
