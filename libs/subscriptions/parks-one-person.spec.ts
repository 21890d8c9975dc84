import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { PoolClient } from 'pg';
import type { FeedEntry } from '#libs/event-store';
import { crashSeed, printFigure } from '../../test/crash/figure-line.ts';
import { AppliedEvents, drain, someone } from '../../test/parking/applied-events.ts';
import { listParked } from './park.ts';
import { type Reader } from './reader.ts';
import { readerLags } from './lag.query.ts';
import { readersBehind } from './caught-up.ts';

/** A fault of the reader itself: throws for the given events. */
const bug = (of: ReadonlySet<string>) => (event: FeedEntry) => {
  if (of.has(event.eventId)) throw new TypeError('cannot read the data');
};

let log: AppliedEvents;
beforeAll(async () => {
  log = await AppliedEvents.open();
});
afterAll(() => log.drop());

describe('persons that are not parked', () => {
  /** The number of applied events of the others after each page. */
  async function pagesOf(
    name: string,
    others: readonly string[],
    fails: (event: FeedEntry) => void,
  ): Promise<{ counts: number[]; lag: number }> {
    const follower = log.follow(log.readerOf(name, fails), { pageSize: 25 });
    const counts: number[] = [];
    while ((await follower.step()) === 'applied') {
      const { rows } = await log.pool.query<{ count: number }>(
        'select count(*) as count from applied where reader = $1 and stream = any($2)',
        [name, others],
      );
      counts.push(rows[0]?.count ?? 0);
    }
    const [lag] = await readerLags(log.pool, [name], new Date('2026-06-15T07:00:00Z'));
    return { counts, lag: lag?.lagSeconds ?? -1 };
  }

  test('get every page at the time they would get it without the poison event (R10)', async () => {
    const seed = crashSeed();
    const streams = someone(60);
    await log.appendRounds(streams, 10);
    const ill = streams.slice(0, 3);
    const others = streams.slice(3);
    const poison = new Set(
      await Promise.all(ill.map((stream, index) => log.eventIdOf(stream, 1 + ((seed + index) % 10)))),
    );
    const without = await pagesOf('without', others, () => undefined);
    const with3 = await pagesOf('with', others, bug(poison));
    const late = with3.counts
      .map((count, page) => Math.abs(count - (without.counts[page] ?? 0)))
      .reduce((sum, one) => sum + one, 0);
    const pages = Math.abs(with3.counts.length - without.counts.length);
    expect(await listParked(log.pool, { reader: 'with' })).toHaveLength(3);
    printFigure({
      id: 'R10',
      value: late + pages + Math.abs(with3.lag - without.lag),
      unit: 'events of others late, pages more and seconds of lag behind 3 poison events',
      n: others.length * 10,
      seed,
      reach: '0',
      pass: late + pages === 0 && with3.lag === 0,
    });
    expect([late, pages, with3.lag]).toEqual([0, 0, 0]);
  });

  test('sabotage: wait for ever if the reader does not park', async () => {
    const stopped = await readersBehind(log.pool, ['stops']);
    const poison = new Set([
      await log.eventIdOf(
        (await log.pool.query<{ stream: string }>('select stream from log.events order by position limit 1')).rows[0]
          ?.stream ?? '',
        1,
      ),
    ]);
    const reader: Reader = { ...log.readerOf('stops', bug(poison)), parksPersons: false };
    for (let attempt = 0; attempt < 3; attempt += 1) await expect(log.follow(reader).step()).rejects.toThrow(TypeError);
    expect([stopped, await readersBehind(log.pool, ['stops'])]).toEqual([['stops'], ['stops']]);
    const [lag] = await readerLags(log.pool, ['stops'], new Date('2026-06-15T06:30:00Z'));
    expect(lag).toMatchObject({ lagSeconds: 1_800, parked: 0 });
  });
});

describe('a failure from outside the event', () => {
  const outside: [string, (client: PoolClient) => Promise<unknown>][] = [
    [
      'the session is ended',
      async (client) => {
        const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
        await log.pool.query('select pg_terminate_backend($1, 5000)', [rows[0]?.pid]);
        return client.query('select 1');
      },
    ],
    ['a statement is cancelled', (client) => client.query(`set local statement_timeout = '5ms'; select pg_sleep(1)`)],
    ['a table is not there', (client) => client.query('select * from not_there')],
    ['transactions collide', (client) => client.query(`do $$ begin raise exception using errcode = '40001'; end $$`)],
    ['memory runs out', (client) => client.query(`do $$ begin raise exception using errcode = '53200'; end $$`)],
  ];

  test.each(outside)('parks no person: %s', async (what, fail) => {
    const name = `outside ${what}`;
    const streams = someone(6);
    await log.skipTo(name);
    await log.appendRounds(streams, 2);
    let left = 2;
    const follower = log.follow(
      log.readerOf(name, async (_event, client) => {
        if (left-- > 0) await fail(client);
      }),
    );
    await expect(follower.step()).rejects.toThrow();
    left = Math.min(left, 1);
    while (left > 0) await follower.step().catch(() => undefined);
    await drain(follower);
    expect(await listParked(log.pool, { reader: name })).toEqual([]);
    for (const stream of streams) expect(await log.versionsOf(name, stream)).toBe('1,2');
  });

  test('sabotage: parks a healthy person after a lost race if every failure counts as the fault of the event', async () => {
    const [stream = ''] = someone(1);
    await log.skipTo('credulous');
    await log.appendRounds([stream], 1);
    const race = log.readerOf('credulous', (_event, client) =>
      client.query(`do $$ begin raise exception using errcode = '40001'; end $$`),
    );
    await drain(log.follow(race, { isPoison: () => true }));
    expect(await listParked(log.pool, { reader: 'credulous' })).toHaveLength(1);
  });
});
