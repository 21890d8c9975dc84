import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FeedEntry } from '#libs/event-store';
import { AppliedEvents, drain, NOW, someone } from '../../test/parking/applied-events.ts';
import { listParked, type Parked } from './park.ts';
import { readersBehind } from './caught-up.ts';
import { replayParked } from './replay.ts';

/** A fault of the reader itself: throws for the given events. */
const bug = (of: ReadonlySet<string>) => (event: FeedEntry) => {
  if (of.has(event.eventId)) throw new TypeError('cannot read the data');
};

let log: AppliedEvents;
beforeAll(async () => {
  log = await AppliedEvents.open();
});
afterAll(() => log.drop());

describe('an event that cannot be applied', () => {
  test('parks its person: earlier events of the page are applied, later ones wait, other persons go on', async () => {
    const [ill = '', ...well] = someone(5);
    await log.appendRounds([ill, ...well], 4);
    const poison = new Set([await log.eventIdOf(ill, 3)]);
    const reported: Parked[] = [];
    await drain(
      log.follow(log.readerOf('bug', bug(poison)), { pageSize: 100, onParked: (parked) => reported.push(...parked) }),
    );
    expect(await log.versionsOf('bug', ill)).toBe('1,2');
    for (const stream of well) expect(await log.versionsOf('bug', stream)).toBe('1,2,3,4');
    const [parked] = await listParked(log.pool, { reader: 'bug' });
    expect(parked).toMatchObject({
      person: ill,
      version: 3,
      eventId: [...poison][0],
      eventType: 'test-happened.v1',
      since: NOW.toISOString(),
    });
    expect(parked?.reason).toMatch(/^TypeError in libs\/subscriptions\/parking\.spec\.ts:\d+$/);
    expect(reported).toEqual([parked]);
    await log.appendRounds([ill, ...well], 2, 5);
    await drain(log.follow(log.readerOf('bug', bug(poison))));
    expect(await log.versionsOf('bug', ill)).toBe('1,2');
    expect(await log.versionsOf('bug', well[0] ?? '')).toBe('1,2,3,4,5,6');
    expect(await log.behind(ill, 'bug')).toEqual({ position: parked?.position, parked: true });
    expect(await log.behind(well[0] ?? '', 'bug')).toBeUndefined();
  });

  test('parks its person for that reader only if the database refuses the row', async () => {
    const [ill = '', well = ''] = someone(2);
    await log.appendRounds([ill, well], 2);
    const poison = await log.eventIdOf(ill, 1);
    const refusing = log.readerOf('refused', ({ eventId, stream }, client) =>
      eventId === poison ? client.query('insert into applied values ($1, $2, 99)', ['refused', stream]) : undefined,
    );
    await drain(log.follow(refusing));
    await drain(log.follow(log.readerOf('unconcerned', () => undefined)));
    expect(await listParked(log.pool, { person: ill })).toMatchObject([
      { reader: 'refused', version: 1, reason: 'PostgreSQL refused the row: 23514, constraint applied_version_check' },
    ]);
    expect([
      await log.versionsOf('refused', ill),
      await log.versionsOf('refused', well),
      await log.versionsOf('unconcerned', ill),
    ]).toEqual(['', '1,2', '1,2']);
  });

  test('must fail twice: one that fails once is applied at the second attempt', async () => {
    const [stream = ''] = someone(1);
    await log.skipTo('once');
    await log.appendRounds([stream], 1);
    let left = 1;
    await drain(
      log.follow(
        log.readerOf('once', () => {
          if (left-- > 0) throw new Error('not yet');
        }),
      ),
    );
    expect([await log.versionsOf('once', stream), await listParked(log.pool, { reader: 'once' })]).toEqual(['1', []]);
  });
});

describe('the replay of a parked person', () => {
  test('applies the waiting events in order, with those that came meanwhile, and the reader goes on with the person', async () => {
    const [ill = '', well = ''] = someone(2);
    await log.appendRounds([ill, well], 3);
    const poison = new Set([await log.eventIdOf(ill, 2)]);
    const reader = log.readerOf('mended', bug(poison));
    await drain(log.follow(reader));
    await log.appendRounds([ill], 2, 4);
    await drain(log.follow(reader));
    const parts = { pool: log.pool, store: log.store, now: () => NOW };
    expect(await replayParked(parts, reader, ill)).toMatchObject({ applied: 0, parked: { version: 2 } });
    const later = await log.eventIdOf(ill, 5);
    poison.clear();
    poison.add(later);
    expect(await replayParked(parts, reader, ill)).toMatchObject({
      applied: 3,
      parked: { version: 5, eventId: later },
    });
    expect(await log.versionsOf('mended', ill)).toBe('1,2,3,4');
    poison.clear();
    expect(await replayParked(parts, reader, ill)).toEqual({
      reader: 'mended',
      person: ill,
      applied: 1,
      parked: undefined,
    });
    expect(await replayParked(parts, reader, ill)).toBeUndefined();
    await log.appendRounds([ill], 1, 6);
    await drain(log.follow(reader));
    expect([await log.versionsOf('mended', ill), await log.versionsOf('mended', well)]).toEqual([
      '1,2,3,4,5,6',
      '1,2,3',
    ]);
  });

  test('loses nothing and applies nothing twice while the reader follows and others write', async () => {
    const streams = someone(12);
    await log.appendRounds(streams, 2);
    const poison = new Set(await Promise.all(streams.map((stream) => log.eventIdOf(stream, 2))));
    const reader = log.readerOf('busy', bug(poison));
    await drain(log.follow(reader));
    poison.clear();
    let writing = true;
    const following = (async () => {
      while (writing || (await log.follow(reader).step()) === 'applied') await log.follow(reader).step();
    })();
    const writer = (async () => {
      for (let version = 3; version < 20; version += 1) await log.appendRounds(streams, 1, version);
    })();
    for (const stream of streams)
      await replayParked({ pool: log.pool, store: log.store, now: () => NOW }, reader, stream);
    await writer;
    writing = false;
    await following;
    await drain(log.follow(reader));
    const whole = Array.from({ length: 19 }, (_, index) => index + 1).join();
    for (const stream of streams) expect(await log.versionsOf('busy', stream)).toBe(whole);
  });
});

test('a reader without a checkpoint is behind for every person', async () => {
  const [stream = ''] = someone(1);
  await log.appendRounds([stream], 1);
  expect(await readersBehind(log.pool, ['never ran'])).toEqual(['never ran']);
  expect(await log.behind(stream, 'never ran')).toMatchObject({ parked: false });
});
