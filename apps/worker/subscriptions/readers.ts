import { knowledgeReader } from '#libs/bitemporal';
import type { RuleBook } from '#libs/rules';
import type { Reader } from '#libs/subscriptions';
import { VISIBLE_BY } from '#projections/education-status/visible-by';
import type { PolicyParts } from '../policies/evaluate.ts';
import { FOLLOW_UP_POLICY, followUpPolicy } from '../policies/policy.ts';
import { knowledgeProjections } from './projections.ts';

/** Injection token of all readers of the log. */
export const READERS = Symbol('Readers');

/** Injection token of the readers whose pages the members of Kafka's consumer groups apply. */
export const SPREAD_READERS = Symbol('SpreadReaders');

/** All readers of the log: one for each table of answers, and the policy. */
export function readersOf(parts: PolicyParts): readonly Reader[] {
  const readers = knowledgeProjections(parts.rules).map(knowledgeReader);
  return [...readers.map((reader) => ({ ...reader, notesPassing: reader.name === VISIBLE_BY })), followUpPolicy(parts)];
}

/** The names of `readersOf`, for a process that has no worker. */
export function readerNames(rules: RuleBook): readonly string[] {
  return [...knowledgeProjections(rules).map(({ name }) => name), FOLLOW_UP_POLICY];
}

/** The policy stays with the process that follows the log: it writes facts. */
export function spreadOf(readers: readonly Reader[], workers: 'log' | 'kafka'): readonly Reader[] {
  return workers === 'kafka' ? readers.filter(({ name }) => name !== FOLLOW_UP_POLICY) : [];
}
