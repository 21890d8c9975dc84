import type { Pool, PoolClient } from 'pg';
import { rebuild, type RebuildReport, type VersionedTable } from '#libs/bitemporal';
import type { EventStore } from '#libs/event-store';
import type { InstitutionRegister } from '#libs/institutions';
import type { RuleBook } from '#libs/rules';
import { versionedDeliveries } from '#projections/deliveries/reader';
import { type RecountOptions, type RecountReport, recountDeliveries } from '#projections/deliveries/recount';
import { RECOUNT_TABLES } from '#projections/deliveries/tables';
import { knowledgeProjections } from '../subscriptions/projections.ts';
import { deliveriesOf } from '../subscriptions/readers.ts';

/** A table of answers that is computed anew if its rule version differs from the program's. */
export interface AnswerTable extends VersionedTable {
  readonly unit: 'persons' | 'events';
  /**
   * Computes it beside the live table and switches. Returns the outcome in lines for the operator.
   * @param progress called with the units done; if it throws, the live table stays
   */
  rebuild(progress: (done: number) => void, at: Date): Promise<readonly string[]>;
}

export interface AnswerParts {
  readonly pool: Pool;
  readonly store: EventStore<PoolClient>;
  readonly rules: RuleBook;
  readonly institutions: Pick<InstitutionRegister, 'find'>;
}

/** Every table of answers: those of persons, and the sums of deliveries. */
export function answerTables(parts: AnswerParts): readonly AnswerTable[] {
  const { pool, rules } = parts;
  const ofPersons = knowledgeProjections(rules).map((projection): AnswerTable => ({
    ...projection,
    unit: 'persons',
    rebuild: async (progress, at) =>
      linesOf(await rebuild(pool, projection, progress, { byCause: true, parkAt: at, since: at })),
  }));
  const deliveries: AnswerTable = {
    ...versionedDeliveries(rules),
    unit: 'events',
    rebuild: async (progress, at) => [`Rules: ${lineOfRecount(await recount(parts, { progress, at }), 'switched')}`],
  };
  return [...ofPersons, deliveries];
}

/** Counts the deliveries anew beside the live tables. */
export function recount(
  { pool, store, rules, institutions }: AnswerParts,
  options: Pick<RecountOptions, 'at' | 'progress' | 'dryRun'>,
): Promise<RecountReport> {
  const reader = deliveriesOf({ rules, institutions }, RECOUNT_TABLES);
  return recountDeliveries(pool, { ...options, store, reader, version: rules.version });
}

/** The outcome of a rebuild in lines for the operator. */
export function linesOf({ projection, persons, rows, parked, causes }: RebuildReport): string[] {
  const differ = causes.reduce((sum, { answers }) => sum + answers, 0);
  return [
    `Rules: ${projection}: ${rows} rows of ${persons} persons, ` +
      `${differ} answers differ.${parked > 0 ? ` ${parked} persons are parked: npx ungestatus parked` : ''}`,
    ...causes.map(({ cause, answers, persons: of }) => `Rules: ${projection}:   ${answers} (${of} persons): ${cause}`),
  ];
}

/** The outcome of a recount in a line for the operator. */
export function lineOfRecount(
  { events, rows, difference, parked }: RecountReport,
  outcome: 'switched' | 'the live table is as it was',
): string {
  const compared =
    difference === undefined
      ? 'Not compared to the live table: its reader was behind.'
      : `Differences to the live table: ${difference.onlyLive} rows gone, ${difference.onlyRebuilt} rows new.`;
  const waiting = parked > 0 ? ` ${parked} streams are parked: npx ungestatus parked` : '';
  return `deliveries: ${rows} rows for ${events} events, ${outcome}. ${compared}${waiting}`;
}
