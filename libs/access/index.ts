export { type AgeLimits, NARROW_FIELDS, decideAccess } from './decide-access.ts';
export { type Cell as NoisyCell, FixedNoise, type NoiseKeys, SECRET_NUMBERS } from './fixed-noise.ts';
export { type NarrowableSpell, narrowedStatus, narrowStatus, narrowTimeline } from './narrow-timeline.ts';
export { PURPOSES, type Purpose, type PurposeText, parsePurpose, purposeIsOf } from './purposes.ts';
export {
  type CohortQuestion,
  type CountsView,
  type Decision,
  FIELD_NAMES,
  type FieldName,
  type PersonQuestion,
  type PersonQuestionKind,
  type Question,
  type Relation,
} from './question.ts';
export { type Residences, relationOf } from './relation.ts';
