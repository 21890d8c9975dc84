import { statusOn, timeline } from '#projections/education-status/education-status.evolve';
import type { RuleBook } from '#libs/rules';
import type { Day } from '#events/model/stored';
import { type Draft, history } from './history.ts';
import { givenRules } from './rules.ts';

/** Status and reason of a day in words, e.g. `unknown: never-reported`. */
export function saidOn(day: Day, drafts: readonly Draft[], rules: RuleBook = givenRules()): string {
  const { status, reason } = statusOn(timeline(history(...drafts), rules), day);
  return reason ? `${status}: ${reason}` : status;
}
