export { type AgeLimits, NARROW_FIELDS, decideAccess } from './decide-access.ts';
export { type NarrowableSpell, narrowStatus, narrowTimeline } from './narrow-timeline.ts';
export { PURPOSES, type Purpose, type PurposeText, parsePurpose, purposeIsOf } from './purposes.ts';
export {
  type Decision,
  FIELD_NAMES,
  type FieldName,
  type PersonQuestion,
  type PersonQuestionKind,
  type Question,
  type Relation,
} from './question.ts';
export { type Residences, relationOf } from './relation.ts';
export { SMALLEST_SHOWN_COUNT, type SuppressedCohort, type SuppressedCounts, suppressCohort, suppressSmallCounts } from './small-counts.ts';
