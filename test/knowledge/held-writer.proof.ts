import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { slowAppend } from '../crash/feed-load.ts';
import { newEvent } from '../given/new-event.ts';
import { startService } from '../service/running.ts';
import { FOLLOW_UP, ServiceStory, type Young } from '../stories/service-story.ts';

const DAYS_AGO = new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 10);

let story: ServiceStory;
let young: Young;
let key: string;
beforeEach(async () => {
  story = new ServiceStory(await startService());
  await story.at(now());
  await story.service.parts.clock.reset();
  young = story.young('2009-04-12', 1);
  await story.lives(young, '0751');
  await story.enrols(young, { startsOn: '2025-08-11', expectedEndsOn: '2029-06-30' });
  key = await story.key(young);
});
afterEach(() => story.service.stop());

const now = (): string => new Date().toISOString();
const before = (moment: string): string => new Date(Date.parse(moment) - 1).toISOString();
const ask = (what = 'status', query = ''): Promise<any> => story.ask(young, `${what}?${query}`);
const askAt = (knownAt: string | number): Promise<any> => ask('status', `knownAt=${knownAt}`);
const leaves = () => story.leaves(young, DAYS_AGO);

/** An append of the product whose transaction stays open until it is released. */
async function heldAppend(
  stream: string,
  version: number,
): Promise<{ readonly since: string; commit(): Promise<unknown> }> {
  const { store } = story.service.parts;
  const head = await store.readHead(stream);
  let letGo: () => void = () => undefined;
  const since = now();
  const done = new Promise<number[]>((resolve, reject) => {
    const held = new Promise<void>((begun) => {
      const wait = () =>
        new Promise<void>((go) => {
          letGo = go;
          begun();
        });
      const event = newEvent(stream, version, {
        type: 'education-interrupted.v1',
        data: { enrolmentId: 'E-1', lastDay: DAYS_AGO, reason: { system: 'neutral', code: 'moved' } },
        source: '/systems/sa-nord/reporters/990110',
        reporter: '990110',
        receivedAt: since,
        recordedAt: since,
      });
      store.append([event], new Map([[stream, head]]), wait).then(resolve, reject);
    });
    void held;
  });
  while ((await story.service.parts.pool.query('select log.storing_since() as since')).rows[0].since === null)
    await new Promise((next) => setTimeout(next, 5));
  return {
    since,
    commit: () => {
      letGo();
      return done;
    },
  };
}

async function settled(): Promise<void> {
  await story.service.parts.worker?.settle(9_000);
}

describe('while a writer holds its transaction open', () => {
  test('no answer names its time, and a named one is answered the same after the commit', async () => {
    const quiet = before(now());
    const held = await heldAppend(key, 4);
    const during = now();
    const [unsaid, just, earlier] = [await ask(), await askAt(during), await askAt(quiet)];
    expect([unsaid.final, just.final, earlier.final]).toEqual([false, false, true]);
    for (const answer of [unsaid, just])
      expect(Date.parse(answer.knownAt.time)).toBeLessThan(Date.parse(held.since) + 1);
    expect(earlier.knownAt.time).toBe(quiet);
    await held.commit();
    await settled();
    expect((await ask()).status).toBe('interrupted');
    expect(await askAt(quiet)).toEqual(earlier);
    expect(await askAt(just.knownAt.time)).toMatchObject({ status: 'enrolled', final: true, knownAt: just.knownAt });
    expect(await askAt(just.knownAt.position)).toMatchObject({ status: 'enrolled', final: true });
    expect(await askAt(during)).toMatchObject({ status: 'interrupted', final: true });
  });

  test('the same holds for a writer without a ticket, and for timeline, changes, contacts and cohort', async () => {
    const { pool } = story.service.parts;
    const held = await slowAppend(pool, crypto.randomUUID());
    const moment = now();
    const answers = [
      await ask('timeline', `knownAt=${moment}`),
      await ask('changes', `toKnown=${moment}`),
      await ask('contacts'),
      await ask(),
      (await story.service.get(`/v1/cohort?municipality=0751&knownAt=${moment}`, 'adviser-0751', FOLLOW_UP)).body,
    ];
    expect(answers.map(({ final }) => final)).toEqual([false, false, false, false, false]);
    await held.kill();
    await settled();
    expect(await ask('timeline', `knownAt=${moment}`)).toMatchObject({ final: true, knownAt: { time: moment } });
    expect(await ask()).toMatchObject({ final: true });
  });

  test('sabotage: without the mark of an open write, a final answer would change', async () => {
    const held = await heldAppend(key, 4);
    await story.service.parts.pool.query(
      'create or replace function log.storing_since() returns bigint language sql as $$ select null::bigint $$',
    );
    const during = now();
    const first = await askAt(during);
    await held.commit();
    await settled();
    expect([first.final, first.status, (await askAt(during)).status]).toEqual([true, 'enrolled', 'interrupted']);
  });
});

describe('a moment in the future and a position beyond the log', () => {
  test('are answered as of now, and not named as known then', async () => {
    const future = await askAt('2098-01-01T00:00:00Z');
    expect(future).toMatchObject({ status: 'enrolled', final: false });
    expect(Date.parse(future.knownAt.time)).toBeLessThanOrEqual(Date.now());
    const beyond = await askAt(999_999_999);
    expect(beyond.final).toBe(false);
    expect(beyond.knownAt.position).toBeLessThan(999);
    expect(await askAt(beyond.knownAt.position)).toMatchObject({
      final: true,
      knownAt: { position: beyond.knownAt.position },
    });
    await leaves();
    expect(await askAt(future.knownAt.time)).toMatchObject({ status: 'enrolled', final: true });
  });

  test('and position 0, which is before everything and has no time', async () => {
    expect((await askAt(0)).knownAt).toEqual({ position: 0 });
    expect((await ask('changes')).fromKnown).toEqual({ position: 0 });
  });
});
