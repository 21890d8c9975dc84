import { Module } from '@nestjs/common';
import { Pool, type PoolClient } from 'pg';
import { CLOCK, type Clock } from '#libs/calendar';
import { EVENT_STORE, type EventStore, LOG_SIGNAL } from '#libs/event-store';
import { InstitutionRegister } from '#libs/institutions';
import { KafkajsBroker } from '#libs/kafka';
import { Keyring } from '#libs/persons';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import { ProgressThinning, type Reader, type Signal } from '#libs/subscriptions';
import { DueWork } from './due-work.ts';
import { FollowedReaders } from './subscriptions/followed-readers.ts';
import { KafkaWork } from './kafka/kafka-work.ts';
import { NameSweep } from './names/name-sweep.ts';
import { ParkedNotices } from './notices/parked-notices.ts';
import type { PolicyParts } from './policies/evaluate.ts';
import { Sweep } from './policies/sweep.ts';
import { READERS, readersOf, SPREAD_READERS, spreadOf } from './subscriptions/readers.ts';
import { RuleUpgrade } from './upgrade/rule-upgrade.ts';
import { Worker } from './worker.ts';
import { WORKER_SETTINGS, type WorkerSettings } from './worker-settings.ts';
import { WorkerFaults } from './notices/worker-faults.ts';

const CONTACT_POLICY = Symbol('ContactPolicy');

/**
 * All work that happens later: readers, policies and Kafka. The application that imports the module provides log,
 * database, rules and keys, in the process of the HTTP service or in one of its own.
 */
@Module({
  providers: [
    {
      provide: CONTACT_POLICY,
      inject: [Pool, EVENT_STORE, CLOCK, RULE_BOOK, InstitutionRegister, Keyring, LOG_SIGNAL],
      useFactory: policyOf,
    },
    { provide: READERS, inject: [CONTACT_POLICY], useFactory: readersOf },
    {
      provide: SPREAD_READERS,
      inject: [READERS, WORKER_SETTINGS],
      useFactory: (readers: readonly Reader[], { workers }: WorkerSettings) => spreadOf(readers, workers),
    },
    {
      provide: Sweep,
      inject: [CONTACT_POLICY, ParkedNotices],
      useFactory: (policy: PolicyParts, { report }: ParkedNotices) => new Sweep(policy, report),
    },
    {
      provide: ProgressThinning,
      inject: [Pool, CLOCK],
      useFactory: (pool: Pool, clock: Clock) => new ProgressThinning(pool, () => clock.now()),
    },
    {
      provide: KafkaWork,
      inject: [WORKER_SETTINGS, SPREAD_READERS, Pool, EVENT_STORE, RULE_BOOK, CLOCK, WorkerFaults, ParkedNotices],
      useFactory: kafkaWorkOf,
    },
    WorkerFaults,
    ParkedNotices,
    FollowedReaders,
    NameSweep,
    DueWork,
    RuleUpgrade,
    Worker,
  ],
  exports: [Worker, FollowedReaders],
})
export class WorkerModule {}

function policyOf(
  pool: Pool,
  store: EventStore<PoolClient>,
  clock: Clock,
  rules: RuleBook,
  institutions: InstitutionRegister,
  keyring: Keyring,
  signal: Signal,
): PolicyParts {
  return { pool, store, clock, rules, institutions, keyring, onAppended: () => signal.announce() };
}

/** @returns undefined if Kafka is not used */
function kafkaWorkOf(
  { kafka }: WorkerSettings,
  ...[spread, pool, store, rules, clock, faults, parked]: [
    readonly Reader[],
    Pool,
    EventStore<PoolClient>,
    RuleBook,
    Clock,
    WorkerFaults,
    ParkedNotices,
  ]
): KafkaWork | undefined {
  if (kafka === undefined) return undefined;
  const broker = new KafkajsBroker(kafka);
  return new KafkaWork(broker, kafka.partitions, spread, pool, store, rules, clock, faults, parked);
}
