import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { backup, rebuildAll, restore } from '#libs/backup';
import { temporaryFolder, testDatabase } from '#libs/testing';
import { knowledgeProjections } from '#apps/worker/subscriptions/projections';
import { startAltered } from '../sabotage/altered-service.ts';
import { type RunningService, serviceOn, startService } from '../service/running.ts';
import { FOLLOW_UP, ServiceStory, type StoryService, type Young } from '../stories/service-story.ts';

const GREENLAND = '0957';
const FAMILY = 'Udrejsen';

/** A person with a name and own details who lives in 0751 until 1 February 2026 and then in Greenland. */
async function leavesTheCountry(story: ServiceStory<StoryService>, serial: number): Promise<Young> {
  const young = story.young('2010-03-10', serial);
  await story.lives(young, '0751');
  await story.report(young, 'name-registered', 'cpr', { given: 'Alma', family: FAMILY });
  const own = {
    role: 'own',
    name: `Alma ${FAMILY}`,
    phone: '+45 00 00 00 09',
    organisation: 'Ungeindsatsen',
    from: '2026-01-10',
  };
  await story.report(young, 'contact-person-assigned', 'municipality-0751', own);
  await story.moves(young, GREENLAND, '2026-02-01');
  return young;
}

async function keptKeys({ service }: ServiceStory<StoryService>, key: string): Promise<number> {
  const { rows } = await service.parts.pool.query<{ n: number }>(
    'select count(*)::int as n from person_keys.name_keys where wrapped_key is not null and person = $1',
    [key],
  );
  return rows[0]?.n ?? -1;
}

/** Everything that an adviser can see of a person, as text. */
async function shownOf(service: Pick<RunningService, 'get' | 'send'>, key: string): Promise<string> {
  const paths = ['status', 'timeline', 'changes', 'contacts'].map((what) => `/v1/persons/${key}/${what}`);
  const answers = await Promise.all(
    paths.map((path) => service.get(path, 'adviser-0751', { ...FOLLOW_UP, 'X-Reason': 'contact-duty' })),
  );
  const identity = await service.send('POST', `/v1/persons/${key}/identity`, {}, 'adviser-0751', {
    ...FOLLOW_UP,
    'X-Reason': 'contact-duty',
  });
  return JSON.stringify([...answers, identity, await service.get('/v1/cases', 'adviser-0751')].map(({ body }) => body));
}

describe('a person for whom no municipality has been responsible for a year', () => {
  let story: ServiceStory;
  let early: Young;
  let late: Young;
  let key: string;
  beforeAll(async () => {
    story = new ServiceStory(await startService());
    await story.at('2026-01-10T09:00:00Z');
    [early, late] = [await leavesTheCountry(story, 501), await leavesTheCountry(story, 502)];
    await story.at('2026-01-11T09:00:00Z');
    key = await story.key(late);
    await story.key(early);
  });
  afterAll(() => story.service.stop());

  test('keeps the name during that year, and a municipality that becomes responsible again sees it', async () => {
    expect(await shownOf(story.service, key)).toContain(FAMILY);
    await story.at('2027-01-31T09:00:00Z');
    expect(await keptKeys(story, key)).toBe(2);
    expect(await shownOf(story.service, key)).not.toContain(FAMILY);
    await story.moves(early, '0751', '2027-01-31');
    expect(await story.ask(early, 'status')).toMatchObject({ name: `Alma ${FAMILY}`, birthDate: '2010-03-10' });
  });

  test("loses the key after it: the name and the young person's own details can no longer be read anywhere", async () => {
    await story.at('2027-02-02T09:00:00Z');
    expect(await keptKeys(story, key)).toBe(0);
    expect(await keptKeys(story, await story.key(early))).toBe(2);
  });

  test('is shown to a later municipality with birth date and number, and with the name once the register reports it again', async () => {
    await story.moves(late, '0751', '2027-02-02');
    const status = await story.ask(late, 'status');
    expect([status.birthDate, status.name]).toEqual(['2010-03-10', undefined]);
    expect(await shownOf(story.service, key)).not.toContain(FAMILY);
    expect(await shownOf(story.service, key)).toContain(late.cpr);
  });

  test('gets the name back by no backup of that time', async () => {
    const place = temporaryFolder();
    const folder = join(place.path, 'backup');
    const { pool, rules, store, clock } = story.service.parts;
    await backup(pool, { folder, version: '0.0.1', now: () => clock.now() });
    expect(readdirSync(folder).length).toBeGreaterThan(3);
    const other = await testDatabase();
    const projections = knowledgeProjections(rules);
    const epoch = await store.epoch();
    const { rows } = await pool.query<{ value: Buffer }>('select value from person_keys.master_key_check');
    await other.database.pool.query('insert into person_keys.master_key_check (value) values ($1)', [rows[0]?.value]);
    await restore(other.database.pool, { folder, epoch, rebuilt: projections.map(({ name }) => name) });
    await rebuildAll(other.database.pool, projections, { epoch, now: () => clock.now() });
    const restored = await serviceOn(other.url);
    try {
      await restored.setClock('2027-02-02T11:00:00Z');
      expect(await shownOf(restored, key)).toContain(late.cpr);
      expect(await shownOf(restored, key)).not.toContain(FAMILY);
      expect(await shownOf(restored, await story.key(early))).toContain(FAMILY);
    } finally {
      await restored.stop();
      await other.drop();
      await place.remove();
    }
  });

  test('can be read by name again once the register reports the name again', async () => {
    await story.report(late, 'name-registered', 'cpr', { given: 'Alma', family: 'Igen' });
    expect((await story.ask(late, 'status')).name).toBe('Alma Igen');
  });
});

test('sabotage: a sweep that checks the age alone keeps the key of the name', async () => {
  const altered = await startAltered([
    { file: 'apps/worker/names/name-sweep.ts', from: 'isTooOld || isAlone ?', to: 'isTooOld ?' },
  ]);
  try {
    const story = new ServiceStory(altered);
    await story.at('2026-01-10T09:00:00Z');
    const young = await leavesTheCountry(story, 503);
    await story.at('2026-01-11T09:00:00Z');
    const key = await story.key(young);
    await story.at('2027-02-02T09:00:00Z');
    expect(await keptKeys(story, key)).toBe(2);
  } finally {
    await altered.stop();
  }
}, 120_000);
