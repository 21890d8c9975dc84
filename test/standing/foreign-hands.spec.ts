import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { handsOf } from '#apps/cli/verify-standing';
import { cloudEvent } from '../service/reports.ts';
import { startService } from '../service/running.ts';
import { neutral, ServiceStory, type Young } from '../stories/service-story.ts';

let story: ServiceStory;
const resident = { birthDate: '2009-11-20', cpr: '' };
const contact = (on: string) => ({ on, channel: neutral('phone'), guardianInvolved: false });
const kui = (from: string) => ({ role: 'kui', name: 'Ida', phone: '+45 00 00 00 01', organisation: 'KUI', from });

beforeAll(async () => {
  story = new ServiceStory(await startService());
  Object.assign(resident, story.young(resident.birthDate, 851));
  await story.at('2026-05-29T08:00:00Z');
  await story.lives(resident, '0751');
  await story.enrols(resident, { startsOn: '2025-08-11', expectedEndsOn: '2028-06-30' });
  await story.at('2026-06-01T08:00:00Z');
  await story.leaves(resident, '2026-05-27');
  await story.at('2026-06-10T08:00:00Z');
});
afterAll(() => story.service.stop());

async function byKey(type: string, data: object): Promise<string> {
  const event = cloudEvent(type, {
    reporter: 'municipality-0461',
    client: 'adviser-0461',
    key: await story.key(resident),
    time: '2026-06-10T08:00:00Z',
    data: { ...data },
  });
  const { body } = await story.service.report('adviser-0461', event);
  return body.items[0].outcome;
}

test('another municipality closes no case: its contact by key is held, and the breached case stays breached', async () => {
  expect(await byKey('contact-made', contact('2026-06-10'))).toBe('held');
  expect(await story.cases(resident)).toMatchObject([{ state: 'breached', closedOn: null }]);
});

test('another municipality opens no case and assigns no contact person', async () => {
  const other = story.young('2009-11-21', 852);
  await story.lives(other, '0751');
  expect(
    (
      await story.report(other, 'became-aware', 'municipality-0461', {
        awareOn: '2026-06-09',
        ground: neutral('guardian-told'),
      })
    ).outcome,
  ).toBe('held');
  expect((await story.report(other, 'contact-person-assigned', 'municipality-0461', kui('2026-06-10'))).outcome).toBe(
    'held',
  );
  expect(await story.cases(other)).toEqual([]);
  expect((await story.ask(other, 'contacts?validOn=2026-06-10')).contacts).toEqual([]);
});

test('the reports of a municipality count from the move that makes it responsible on that day, and not before', async () => {
  const mover = story.young('2009-11-22', 853);
  await story.lives(mover, '0751');
  await story.report(mover, 'contact-person-assigned', 'municipality-0461', kui('2026-06-09'));
  await story.moves(mover, '0461', '2026-06-08');
  expect((await story.ask(mover, 'contacts?validOn=2026-06-10', '0461')).contacts).toMatchObject([
    { role: 'kui', reporter: 'municipality-0461' },
  ]);
});

test('held reports alone make no person: no look-up finds one, no status and no residence is stored', async () => {
  const nobody = story.young('2009-11-23', 854);
  const outcomes = [
    await story.report(nobody, 'contact-made', 'municipality-0751', contact('2026-06-09')),
    await story.report(nobody, 'education-interrupted', '990110', {
      enrolmentId: 'E-9',
      lastDay: '2026-06-01',
      reason: neutral('wrong-choice'),
    }),
  ].map(({ outcome }) => outcome);
  expect(outcomes).toEqual(['held', 'held']);
  expect(await story.service.parts.worker?.caughtUp(9_000)).toBe(true);
  expect(await rowsOf(nobody, 'adviser-0751')).toEqual({ lookup: 404, status: 0, residence: 0 });
  await story.lives(nobody, '0751');
  expect(await rowsOf(nobody, 'adviser-0751')).toMatchObject({ lookup: 200 });
});

async function rowsOf(young: Young, client: string): Promise<{ lookup: number; status: number; residence: number }> {
  const { status: lookup } = await story.service.send('POST', '/v1/persons/lookup', { cpr: young.cpr }, client, {
    'X-Purpose': 'follow-up',
  });
  const { rows } = await story.service.parts.pool.query<{ status: number; residence: number }>(
    `with latest as (select stream from log.events where type = 'education-interrupted.v1'
     order by position desc limit 1)
     select (select count(*)::int from education_status.spells where person = latest.stream) as status,
       (select count(*)::int from residence.spells where person = latest.stream) as residence from latest`,
  );
  return { lookup, ...(rows[0] as { status: number; residence: number }) };
}

test('at most a hundred reports of one reporter about one person are held; those of others do not count', async () => {
  const young = story.young('2009-11-24', 855);
  const end = (id: number) =>
    story.event(young, 'education-interrupted', '990110', {
      enrolmentId: `X${id}`,
      lastDay: '2026-06-01',
      reason: neutral('wrong-choice'),
    });
  const { body } = await story.service.report(
    'sa-nord',
    Array.from({ length: 101 }, (_, id) => end(id)),
  );
  expect(body.counts).toMatchObject({ held: 100, refused: 1 });
  expect(body.items.at(-1).errors).toMatchObject([{ code: 'too-many-held' }]);
  expect((await story.report(young, 'contact-made', 'municipality-0461', contact('2026-06-09'))).outcome).toBe('held');
});

test('verify --standing lists the effects of reports without standing in an old log, and no held report', async () => {
  const hands = async () => {
    const found: string[] = [];
    for await (const { event, did } of handsOf(story.service.parts.pool, story.service.parts.rules, () => undefined))
      found.push(`${event.reporter} ${did.map(({ what }) => what).join(' ')}`);
    return found;
  };
  expect(await hands()).toEqual([]);
  // An old log has no standing in it, so reports that would be held now counted then.
  const { pool } = story.service.parts;
  await pool.query('alter table log.events disable trigger user');
  await pool.query(
    `update log.events set meta = '{}' where reporter = 'municipality-0461' and type = 'contact-person-assigned.v1'
     and occurred_on = '2026-06-10'`,
  );
  await pool.query('alter table log.events enable trigger user');
  expect(await hands()).toEqual(['municipality-0461 staffed']);
});
