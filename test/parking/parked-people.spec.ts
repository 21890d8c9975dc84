import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventIdOf } from '#libs/intake';
import { listParked, replayParked } from '#libs/subscriptions';
import { readersOf } from '#apps/worker/subscriptions/readers';
import { newEvent } from '../given/new-event.ts';
import { type RunningService, startService } from '../service/running.ts';
import { FOLLOW_UP, ServiceStory, type Young } from '../stories/service-story.ts';

const SOURCE = '/systems/sa-nord/reporters/990110';
const READERS = [
  'contact-persons',
  'education-status',
  'findings',
  'follow-up-cases',
  'follow-up-policy',
  'missing-reports',
  'person-identity',
  'residence',
];

let service: RunningService;
let story: ServiceStory;
let ill: Young;
let well: Young;
let key: string;
beforeAll(async () => {
  service = await startService();
  story = new ServiceStory(service);
  await story.at('2026-06-01T08:00:00Z');
  [ill, well] = [story.young('2010-03-01', 1), story.young('2010-03-02', 2)];
  for (const young of [ill, well]) {
    await story.lives(young, '0751');
    await story.enrols(young, { startsOn: '2025-08-11', expectedEndsOn: '2028-06-30' });
  }
  key = await story.key(ill);
});
afterAll(() => service.stop());

/** A report of the school that is in the log and that no reader can use. */
async function poison(): Promise<string> {
  const { store, clock, intake } = service.parts;
  const head = await store.readHead(key);
  const senderId = 'unusable';
  const at = clock.now().toISOString();
  const event = newEvent(key, head.version + 1, {
    type: 'education-interrupted.v1',
    data: 'words' as unknown as object,
    source: SOURCE,
    senderId,
    eventId: eventIdOf(SOURCE, senderId),
    reporter: '990110',
    recordedAt: at,
    receivedAt: at,
  });
  await store.append([event], new Map([[key, head]]));
  intake.context.onAppended();
  await settled();
  return event.eventId;
}

async function settled(): Promise<void> {
  expect(await service.parts.worker?.settle(15_000)).toBe(true);
}

const ask = (path: string, person = key) => service.get(`/v1/persons/${person}/${path}`, 'adviser-0751', FOLLOW_UP);
const facts = async () =>
  (await service.parts.pool.query(`select event_id from log.events where type like 'follow-up-%' order by event_id`))
    .rows;

describe('an event that no reader can use', () => {
  let eventId: string;
  test('parks its person for every reader that handles it, and answers say that they are behind', async () => {
    const before = await ask('status');
    expect(before.body.knownAt.behind).toBeUndefined();
    eventId = await poison();
    const parked = await listParked(service.parts.pool);
    expect(parked.map(({ reader }) => reader).filter((reader) => !READERS.includes(reader))).toEqual([]);
    expect(parked.map(({ reader }) => reader)).toEqual(
      expect.arrayContaining(['education-status', 'follow-up-policy']),
    );
    for (const one of parked)
      expect(one).toMatchObject({
        person: key,
        eventId,
        reason: 'the data of an event of the stream is no JSON object',
      });
    const status = await ask('status');
    expect([status.status, status.body.status, status.body.knownAt.behind]).toEqual([200, 'enrolled', true]);
    expect((await ask('timeline')).body.knownAt.behind).toBe(true);
    expect((await ask('changes')).body).toMatchObject({ fromKnown: { position: 0 }, toKnown: { behind: true } });
  });

  test('leaves answers about the time before it as they were, and not behind', async () => {
    const [parked] = await listParked(service.parts.pool, { reader: 'education-status' });
    const earlier = await ask(`status?knownAt=${(parked?.position ?? 0) - 1}`);
    expect(earlier.body.knownAt.behind).toBeUndefined();
    expect((await ask(`status?knownAt=${parked?.position}`)).body.knownAt.behind).toBe(true);
  });

  test('leaves other persons unaffected; lists say that a person may be missing', async () => {
    await story.leaves(well, '2026-05-29');
    await settled();
    const other = await ask('status', await story.key(well));
    expect([other.body.status, other.body.knownAt.behind]).toEqual(['interrupted', undefined]);
    const cases = await service.get('/v1/cases', 'adviser-0751');
    expect([cases.body.cases.length, cases.body.behind]).toEqual([1, true]);
    expect((await service.get('/v1/cohort?municipality=0751', 'adviser-0751')).body.knownAt.behind).toBe(true);
    // The week before ended before the event: no person is missing in it.
    expect((await service.get('/v1/cohort?week=2026-W22', 'monitor')).body).toMatchObject({ final: true });
  });

  test('has a receipt that does not say that it is visible', async () => {
    const { status, body } = await service.get(`/v1/receipts/${eventId}`, 'sa-nord');
    expect([status, body.visible]).toEqual([200, null]);
  });

  test('lets the sweep pass over its parked person', async () => {
    const before = await facts();
    await story.at('2026-06-02T08:00:00Z');
    expect(await service.parts.worker?.caughtUp(9_000)).toBe(true);
    expect(await facts()).toEqual(before);
    expect((await listParked(service.parts.pool, { reader: 'follow-up-policy' })).length).toBe(1);
  });

  test('lets its person go on once it is withdrawn and replayed; no fact is recorded twice, however often it is replayed', async () => {
    await story.report(ill, 'report-withdrawn', '990110', {
      withdraws: { id: 'unusable' },
      reason: { system: 'neutral', code: 'sent-by-mistake' },
    });
    await story.leaves(ill, '2026-05-28');
    await settled();
    expect((await ask('status')).body).toMatchObject({ status: 'enrolled', knownAt: { behind: true } });
    const { pool, store, clock } = service.parts;
    const readers = readersOf({ ...service.parts, onAppended: () => undefined });
    const replay = async () => {
      for (const { reader: name, person } of await listParked(pool)) {
        const reader = readers.find((one) => one.name === name);
        if (reader)
          expect(await replayParked({ pool, store, now: () => clock.now() }, reader, person)).toMatchObject({
            parked: undefined,
          });
      }
    };
    await replay();
    await settled();
    const status = await ask('status');
    expect([status.body.status, status.body.knownAt.behind]).toEqual(['interrupted', undefined]);
    expect((await service.get('/v1/cases', 'adviser-0751')).body).toMatchObject({ cases: [{}, {}] });
    const stated = await facts();
    for (let again = 0; again < 3; again += 1) {
      await pool.query(
        `insert into feed.parked select 'follow-up-policy', stream, version, position, event_id, type, 'again', now()
         from log.events
         where stream = any($1) and version = 1`,
        [[key]],
      );
      await replay();
      await settled();
    }
    expect(await facts()).toEqual(stated);
  });
});
