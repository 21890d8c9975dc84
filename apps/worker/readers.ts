import type { Reader } from '#libs/subscriptions';
import { knowledgeReader } from '#libs/bitemporal';
import type { PolicyParts } from './policies/evaluate.ts';
import { VISIBLE_BY } from '#projections/education-status/visible-by';
import { followUpPolicy } from './policies/policy.ts';
import { knowledgeProjections } from './projections.ts';

/** Everybody who follows the log: a reader per table of answers, and the policy. */
export function readersOf(parts: PolicyParts): readonly Reader[] {
  const readers = knowledgeProjections(parts.rules).map(knowledgeReader);
  return [...readers.map((reader) => ({ ...reader, notesPassing: reader.name === VISIBLE_BY })), followUpPolicy(parts)];
}
