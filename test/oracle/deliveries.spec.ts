import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { addDays } from '#libs/calendar';
import { type NewEvent, PostgresEventStore } from '#libs/event-store';
import { Follower } from '#libs/subscriptions';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { deliveriesReader } from '#projections/deliveries/reader';
import { newEvent } from '../given/new-event.ts';
import { naiveWeeks, type WeekRow } from './naive-deliveries.ts';
import { rulesByHand } from './rules-by-hand.ts';

const SEED = Number(process.env['ORACLE_SEED'] ?? Math.floor(Math.random() * 1e9));
const REPORTS = 4_000;
const CONTINUATION_SCHOOL = '990310';
const typeOf = (reporter: string): string | undefined =>
  reporter === CONTINUATION_SCHOOL ? '1011' : reporter.startsWith('99') ? '1012' : undefined;
const institutions = {
  find: (number: string) => {
    const type = typeOf(number);
    return type === undefined ? undefined : ({ number, type } as never);
  },
};

const AGAIN = ['report-corrected.v1', 'report-withdrawn.v1'] as const;

/** A report of any time between ten years ago and two years ahead, received in an order of its own. */
const anyReport = fc.record({
  reporter: fc.constantFrom('990110', '990210', CONTINUATION_SCHOOL, 'municipality-0751', 'ungestatus'),
  system: fc.constantFrom('sa-nord', 'sa-syd'),
  type: fc.constantFrom('education-interrupted.v1', 'dropout-risk-reported.v1', ...AGAIN),
  receivedDay: fc.integer({ min: 0, max: 400 }),
  minute: fc.integer({ min: 0, max: 1_439 }),
  occurredBefore: fc.oneof(fc.integer({ min: -700, max: 3_650 }), fc.integer({ min: 0, max: 9 })),
  registeredBefore: fc.option(fc.oneof(fc.integer({ min: -3, max: 90 }), fc.integer({ min: 0, max: 4 }))),
});

function toEvent({
  reporter,
  system,
  type,
  receivedDay,
  minute,
  occurredBefore,
  registeredBefore,
}: typeof anyReport extends fc.Arbitrary<infer Report> ? Report : never): NewEvent {
  const day = addDays('2025-12-01', receivedDay);
  const at = (date: string): string => new Date(Date.parse(date) + minute * 60_000).toISOString();
  return newEvent(randomUUID(), 1, {
    type,
    reporter,
    source: `/systems/${system}/reporters/${reporter}`,
    occurredOn: addDays(day, -occurredBefore),
    registeredAt: registeredBefore === null ? null : at(addDays(day, -registeredBefore)),
    receivedAt: at(day),
  });
}

let opened: TestDatabase;
beforeAll(async () => {
  opened = await testDatabase();
  console.info(`deliveries: ORACLE_SEED=${SEED}`);
  const store = new PostgresEventStore(opened.database.pool);
  const reports = fc.sample(anyReport, { seed: SEED, numRuns: REPORTS }).map(toEvent);
  for (let start = 0; start < reports.length; start += 250)
    await store.append(reports.slice(start, start + 250), new Map());
});
afterAll(() => opened.drop());

/** Counts the whole log anew, in pages of this size. */
async function counted(pageSize: number, rules = rulesByHand()): Promise<readonly WeekRow[]> {
  const { pool } = opened.database;
  await pool.query(
    'truncate deliveries.first_reports, deliveries.weeks, deliveries.late; delete from feed.checkpoints',
  );
  const options = { pageSize, now: () => new Date('2027-02-01T06:00:00Z') };
  const follower = new Follower(
    pool,
    new PostgresEventStore(pool),
    deliveriesReader(rules, institutions, () => randomUUID()),
    options,
  );
  while ((await follower.step()) !== 'caught-up');
  const { rows } = await pool.query<WeekRow>(
    `select reporter, system, type, week, reports, on_time as "onTime", history, corrections, withdrawals, took,
       to_register as "toRegister", to_receive as "toReceive",
       (select coalesce(sum(late), 0)::int from deliveries.late l where l.reporter = w.reporter and l.system = w.system
         and l.type = w.type and to_char(l.received_on, 'IYYY-"W"IW') = w.week) as "workdaysLate"
     from deliveries.weeks w order by reporter, system, type, week`,
  );
  return rows;
}

async function naive(): Promise<readonly WeekRow[]> {
  const { rows } = await opened.database.pool.query(
    `select type, reporter, source, occurred_on, registered_at, received_at from log.events order by xid, position`,
  );
  return naiveWeeks(rows, typeOf);
}

test('the sums of all weeks equal a naive second implementation from the feed, whatever the size of the pages', async () => {
  const expected = await naive();
  expect(expected.length).toBeGreaterThan(500);
  expect(await counted(500)).toEqual(expected);
  expect(await counted(37)).toEqual(expected);
}, 120_000);

test('sabotage: differ if continuation schools have the deadline of all, or history counts as late', async () => {
  const expected = await naive();
  const deadline = rulesByHand({ reportDeadlines: [{ workdays: 1, countedFrom: 'registered' }] });
  expect(await counted(500, deadline)).not.toEqual(expected);
  expect(await counted(500, rulesByHand({ historyDays: 0 }))).not.toEqual(expected);
}, 120_000);
