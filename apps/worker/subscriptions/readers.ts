import { v5 as uuidv5 } from 'uuid';
import { knowledgeReader } from '#libs/bitemporal';
import type { InstitutionRegister } from '#libs/institutions';
import type { RuleBook } from '#libs/rules';
import type { Reader } from '#libs/subscriptions';
import { DELIVERIES, deliveriesReader } from '#projections/deliveries/reader';
import type { DeliveryTables } from '#projections/deliveries/tables';
import { VISIBLE_BY } from '#projections/education-status/visible-by';
import type { PolicyParts } from '../policies/evaluate.ts';
import { FOLLOW_UP_POLICY, followUpPolicy } from '../policies/policy.ts';
import { knowledgeProjections } from './projections.ts';

/** Injection token of all readers of the log. */
export const READERS = Symbol('Readers');

/** Injection token of the readers whose pages the members of Kafka's consumer groups apply. */
export const SPREAD_READERS = Symbol('SpreadReaders');

/** The namespace of the ids of late items. */
const LATE_ITEMS = 'd0c3a3f4-6b0e-4e57-9b1e-6f0a4c1f2b7d';

/** All readers of the log: one for each table of answers, the figures of deliveries, and the policy. */
export function readersOf(parts: PolicyParts): readonly Reader[] {
  const readers = knowledgeProjections(parts.rules).map(knowledgeReader);
  return [
    ...readers.map((reader) => ({ ...reader, notesPassing: reader.name === VISIBLE_BY })),
    deliveriesOf(parts),
    followUpPolicy(parts),
  ];
}

/** The subscription of the deliveries, on the live tables by default. */
export function deliveriesOf(
  { rules, institutions }: { readonly rules: RuleBook; readonly institutions: Pick<InstitutionRegister, 'find'> },
  tables?: DeliveryTables,
): Reader {
  return deliveriesReader(
    rules,
    institutions,
    ({ stream, eventId }) => uuidv5(`${stream} ${eventId}`, LATE_ITEMS),
    tables,
  );
}

/** The names of `readersOf`, for a process that has no worker. */
export function readerNames(rules: RuleBook): readonly string[] {
  return [...knowledgeProjections(rules).map(({ name }) => name), DELIVERIES, FOLLOW_UP_POLICY];
}

/**
 * Stays with the process that follows the log: the policy, because it writes facts, and the deliveries, because their
 * sums are of reporters, whose reports lie in all partitions.
 */
const NEVER_SPREAD = [FOLLOW_UP_POLICY, DELIVERIES];

export function spreadOf(readers: readonly Reader[], workers: 'log' | 'kafka'): readonly Reader[] {
  return workers === 'kafka' ? readers.filter(({ name }) => !NEVER_SPREAD.includes(name)) : [];
}
