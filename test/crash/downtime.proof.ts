import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { seeded } from '../door/deliveries.ts';
import type { RunningService } from '../service/running.ts';
import { ServiceStory } from '../stories/service-story.ts';
import {
  type Deadline,
  breachedTwice,
  breachesOf,
  DEADLINES,
  enrolEverybody,
  passTime,
  reportDeadline,
} from './deadlines.ts';
import { keepMoves, keptMoves, resumedAt, resumeFaults } from './checkpoint-moves.ts';
import { crashSeed, printFigure } from './figure-line.ts';
import { KillableService } from './killable-service.ts';
import { serviceOn } from '../service/running.ts';

const SEED = crashSeed();
const random = seeded(SEED);
const ALL: readonly Deadline[] = Object.values(DEADLINES);
/** Needs no service: only the people of a deadline are taken from it. */
const names = new ServiceStory(undefined as unknown as RunningService);

let opened: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  opened = await testDatabase({ poolSize: 6 });
  ({ pool } = opened.database);
  const service = await serviceOn(opened.url);
  await enrolEverybody(service);
  await service.stop();
  await keepMoves(pool);
});
afterAll(() => opened.drop());

/** Runs a service from start to stop; the start's own sweep is done before `work` begins. */
async function running(work: (service: RunningService) => Promise<void> = async () => undefined): Promise<void> {
  const service = await serviceOn(opened.url);
  await service.parts.worker?.settle(9_000);
  await work(service).finally(() => service.stop());
}

async function expectBreached(deadline: Deadline, times: number): Promise<void> {
  const wanted = Array.from({ length: deadline.persons }, () => `due ${deadline.dueOn}, breached ${times} times`);
  expect(await breachesOf(pool, names, deadline)).toEqual(wanted);
}

const secondsFrom = (instant: string, seconds: number): string =>
  new Date(Date.parse(instant) + seconds * 1_000).toISOString();

/**
 * Kills a starting service once it has recorded some due breaches: in the middle of its sweep, if the machine allows.
 */
async function killInTheSweep(deadline: Deadline): Promise<number> {
  const service = await KillableService.on(opened.url);
  const before = await countBreaches();
  const enough = before + 1 + Math.floor(random() * deadline.persons * 0.7);
  const child = service.spawn();
  while ((await countBreaches()) < enough && child.exitCode === null && (await watched('<=', '2026-04-12')) > 0)
    await pause(1);
  await service.end('SIGKILL');
  return (await countBreaches()) - before;
}

async function countBreaches(): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    "select count(*)::int as count from log.events where type = 'follow-up-breached.v1'",
  );
  return rows[0]?.count ?? 0;
}

/** The number of persons that the follow-up policy would examine: due on the day, or up to the day. */
async function watched(by: '=' | '<=', today: string): Promise<number> {
  return (await pool.query(`select 1 from follow_up.watch where look_on ${by} $1`, [today])).rowCount ?? 0;
}

describe('the breach of a deadline is recorded exactly once', () => {
  test('when the service was stopped over the due date, and summer time began meanwhile', async () => {
    await running(async (service) => {
      await reportDeadline(service, DEADLINES.summerBegins);
      await reportDeadline(service, DEADLINES.easter);
    });
    await passTime(pool, secondsFrom(DEADLINES.summerBegins.passesAt, -60));
    await running();
    await expectBreached(DEADLINES.summerBegins, 0);
    await passTime(pool, secondsFrom(DEADLINES.summerBegins.passesAt, 1));
    await running();
    await running();
    await expectBreached(DEADLINES.summerBegins, 1);
    await expectBreached(DEADLINES.easter, 0);
  });

  test('sabotage: days later a sweep for "due today" finds no person, a sweep for "due and not done" finds all', async () => {
    await passTime(pool, secondsFrom(DEADLINES.easter.passesAt, 3 * 86_400));
    expect(await watched('=', '2026-04-12')).toBe(0);
    expect(await watched('<=', '2026-04-12')).toBe(DEADLINES.easter.persons);
  });

  test('when the service is killed again and again in the middle of the sweep that records it', async () => {
    const told = [await killInTheSweep(DEADLINES.easter), await killInTheSweep(DEADLINES.easter)];
    console.info(
      `downtime: CRASH_SEED=${SEED}, breaches told before each kill: ${told.join(', ')} of ${DEADLINES.easter.persons}`,
    );
    await running();
    await expectBreached(DEADLINES.easter, 1);
  });

  test('when two services run on one log and both find it due', async () => {
    await running(async (service) => {
      await reportDeadline(service, DEADLINES.summerEnds);
      await reportDeadline(service, DEADLINES.doubled);
      await reportDeadline(service, DEADLINES.doubledAgain);
      await service.setClock(secondsFrom(DEADLINES.summerEnds.passesAt, -60));
    });
    await expectBreached(DEADLINES.summerEnds, 0);
    await passTime(pool, secondsFrom(DEADLINES.summerEnds.passesAt, 1));
    await Promise.all([running(), running()]);
    await expectBreached(DEADLINES.summerEnds, 1);
  });

  test('when the clock jumps years ahead over several of them, and on', async () => {
    await running(async (service) => {
      await reportDeadline(service, DEADLINES.beforeMidnight);
      await reportDeadline(service, DEADLINES.afterMidnight);
      await reportDeadline(service, DEADLINES.summerBegins2027);
      await reportDeadline(service, DEADLINES.easter2027);
      for (const now of ['2028-02-20T09:00:00Z', '2028-02-21T09:00:00Z']) await service.setClock(now);
    });
    const { doubled, doubledAgain, beforeMidnight, afterMidnight, summerBegins2027, easter2027 } = DEADLINES;
    const passed = [doubled, doubledAgain, beforeMidnight, afterMidnight, summerBegins2027, easter2027];
    for (const deadline of passed) await expectBreached(deadline, 1);
  });

  test('when the service is killed right after it, on the day after a leap day', async () => {
    await running(async (service) => {
      await reportDeadline(service, DEADLINES.onLeapDay);
      await reportDeadline(service, DEADLINES.overLeapDay);
      await service.setClock(secondsFrom(DEADLINES.onLeapDay.passesAt, -60));
    });
    await expectBreached(DEADLINES.onLeapDay, 0);
    const killed = await KillableService.on(opened.url);
    await passTime(pool, secondsFrom(DEADLINES.onLeapDay.passesAt, 1));
    await killed.start();
    await killed.end('SIGKILL');
    await running();
    await expectBreached(DEADLINES.onLeapDay, 1);
  });

  test('when the service is killed while its clock is moved over it', async () => {
    const killed = await KillableService.on(opened.url);
    await killed.start();
    const moving = fetch(`${killed.url}/v1/sandbox/clock`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ now: secondsFrom(DEADLINES.overLeapDay.passesAt, 1) }),
    }).catch(() => undefined);
    await pause(random() * 80);
    await killed.end('SIGKILL');
    await moving;
    await passTime(pool, secondsFrom(DEADLINES.overLeapDay.passesAt, 1));
    await running();
    await expectBreached(DEADLINES.overLeapDay, 1);
  });
});

test('each reader went on where it stood, never at the beginning', async () => {
  const moves = await keptMoves(pool);
  expect(resumeFaults(moves)).toEqual([]);
  const resumed = resumedAt(moves);
  for (const reader of ['education-status', 'follow-up-cases', 'follow-up-policy', 'residence'])
    expect([reader, resumed.filter((one) => one.reader === reader).length > 3]).toEqual([reader, true]);
  expect(resumed.filter(({ at }) => at === 0)).toEqual([]);
});

test('every case was breached exactly once over all deadlines', async () => {
  const lines = (await Promise.all(ALL.map((deadline) => breachesOf(pool, names, deadline)))).flat();
  const wrong = lines.filter((line) => !line.endsWith('breached 1 times')).length + (await breachedTwice(pool));
  printFigure({ id: 'R16', value: wrong, unit: 'cases', n: lines.length, seed: SEED, reach: '0', pass: wrong === 0 });
  expect(wrong).toBe(0);
});

describe('sabotage: the check of the breaches', () => {
  test('a reader whose place is lost begins at zero, and one that is set back is seen as well', async () => {
    await pool.query(`delete from feed.checkpoints where reader = 'residence'`);
    await pool.query(`update feed.checkpoints set xid = '0', position = 0 where reader = 'education-status'`);
    await running();
    const faults = resumeFaults(await keptMoves(pool));
    expect(faults).toContainEqual(expect.stringMatching(/^residence lost its place [1-9]/));
    expect(faults).toContainEqual(expect.stringMatching(/^education-status was set back from [1-9][0-9]* to 0/));
  });

  test('finds a breach recorded a second time under another identity, and one that was never recorded', async () => {
    const { rows } = await pool.query<{ position: number }>(
      `insert into log.events (stream, version, event_id, type, data, occurred_on, received_at, recorded_at, source,
       sender_id, reporter, meta, content_hash, chain)
       select stream, version + 100, gen_random_uuid(), type, data, occurred_on, received_at, recorded_at, source,
       'again', reporter, meta, content_hash, chain
       from log.events where type = 'follow-up-breached.v1' and data->>'dueOn' = '2028-03-07' limit 1
       returning position`,
    );
    expect(rows).toHaveLength(1);
    expect(await breachedTwice(pool)).toBe(1);
    expect(
      (await breachesOf(pool, names, DEADLINES.overLeapDay)).filter((line) => line.endsWith('2 times')),
    ).toHaveLength(1);
    await pool.query('alter table log.events disable trigger user');
    await pool.query(`delete from log.events where type = 'follow-up-breached.v1' and data->>'dueOn' = '2028-02-29'`);
    await expectBreached(DEADLINES.onLeapDay, 0);
  });
});
