export { decideAccess } from './decide-access.ts';
export { type AgeLimits } from './decide-person.ts';
export { FixedNoise, type NoiseKeys, type NoisyPersons, SECRET_NUMBERS } from './fixed-noise.ts';
export { type NarrowableSpell, narrowedStatus, narrowStatus, narrowTimeline } from './narrow-timeline.ts';
export { type Action, ACTIONS, FIELD_GROUPS, type FieldGroup, type PersonView } from './person-view.ts';
export { PURPOSES, type Purpose, type PurposeText, parsePurpose, purposeIsOf } from './purposes.ts';
export {
  type CohortAccess,
  type CountsView,
  type AccessDecision,
  FIELD_NAMES,
  type FieldName,
  type PersonDecision,
  type PersonQuestion,
  type PersonQuestionKind,
  type Question,
  type Relation,
  RELATIONS,
} from './question.ts';
export { type Bonds, relationOf } from './relation.ts';
export { parseReason, REASON_DETAIL, type Reason, REASONS } from './reasons.ts';
