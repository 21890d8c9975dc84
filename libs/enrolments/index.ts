export { type End, type EndDispute } from './ends.ts';
export { citationsOf, countsOn, type Enrolment, type EnrolmentOnDay, versionAt } from './enrolment.ts';
export { enrolmentsOf } from './enrolments-of.ts';
export { findLeaveOn, type Leave } from './leaves.ts';
export { MOST_SHOWN, mostRecent } from './most-shown.ts';
export {
  ASSESSOR_KINDS,
  type AssessorKind,
  findExpiredRiskOn,
  findRiskOn,
  type RiskLevelShown,
  type RiskMark,
} from './risks.ts';
