/**
 * Edition of the folds that turn facts into statuses and cases; part of `RuleBook.version`. Raise it by one if the
 * meaning of a fold changes: rule data alone does not show that. `test/oracle/fold-edition.spec.ts` keeps the answers
 * of fixed stories with the number and fails if one changes without the other.
 *
 * 1: until 2026-11-29. 2: pseudo-educations are no enrolment; a reused enrolment id is cut into periods; one leave at a
 * time; never-started together with an end is a conflict; an expired risk leaves a trace. 3: two enrolments that share
 * an id and, by a change, a start are two runs.
 */
export const FOLD_EDITION = 3;
