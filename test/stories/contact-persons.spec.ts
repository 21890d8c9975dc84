import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startService } from '../service/running.ts';
import { ServiceStory } from './service-story.ts';

let story: ServiceStory;
const pupil = { birthDate: '2009-06-30', cpr: '' };
const GIVERS = { kui: 'municipality-0751', jobcentre: 'jobcentre-0751', institution: '990110' } as const;
const person = (role: string) => ({
  role,
  name: `Ida ${role}`,
  phone: '+45 00 00 00 01',
  email: `${role}@example.dk`,
  organisation: `Kontoret for ${role}`,
  from: '2026-03-02',
});

beforeAll(async () => {
  story = new ServiceStory(await startService());
  Object.assign(pupil, story.young(pupil.birthDate, 701));
  await story.at('2026-03-02T08:00:00Z');
  await story.lives(pupil, '0751');
  await story.enrols(pupil, { startsOn: '2025-08-11', expectedEndsOn: '2028-06-30' });
  for (const [role, reporter] of Object.entries(GIVERS))
    await story.report(pupil, 'contact-person-assigned', reporter, person(role));
});
afterAll(() => story.service.stop());

const roles = async (day: string): Promise<string[]> =>
  (await story.ask(pupil, `contacts?validOn=${day}`)).contacts.map(({ role }: { role: string }) => role).sort();

test('the adviser sees all three contact persons with name and contact details', async () => {
  const { contacts } = await story.ask(pupil, 'contacts?validOn=2026-03-02');
  expect(contacts).toHaveLength(3);
  for (const [role, reporter] of Object.entries(GIVERS))
    expect(contacts).toContainEqual(expect.objectContaining({ ...person(role), reporter }));
  expect(await roles('2026-03-01')).toEqual([]);
});

test.each([
  ['kui', '990110', 'role-not-yours'],
  ['institution', 'municipality-0751', 'role-not-yours'],
  ['jobcentre', '990110', 'role-not-yours'],
  ['own', 'jobcentre-0751', 'role-not-yours'],
  ['own', '990110', 'role-not-yours'],
])('a contact person of role %s is not accepted from %s: %s', async (role, reporter, code) => {
  const { status, body } = await story.send(pupil, 'contact-person-assigned', reporter, person(role));
  expect([status, body.errors]).toMatchObject([422, [{ pointer: '/data/role', code }]]);
  expect(await roles('2026-03-02')).toEqual(['institution', 'jobcentre', 'kui']);
});

test('a new contact person of the same role takes over from its day; an ended one is gone the day after', async () => {
  await story.report(pupil, 'contact-person-assigned', 'municipality-0751', {
    ...person('kui'),
    name: 'Per Efterfølger',
    from: '2026-05-01',
  });
  const on = async (day: string) =>
    (await story.ask(pupil, `contacts?validOn=${day}`)).contacts.find(({ role }: any) => role === 'kui')?.name;
  expect([await on('2026-04-30'), await on('2026-05-01')]).toEqual(['Ida kui', 'Per Efterfølger']);
  await story.report(pupil, 'contact-person-ended', 'jobcentre-0751', { role: 'jobcentre', lastDay: '2026-06-30' });
  expect([await roles('2026-06-30'), await roles('2026-07-01')]).toEqual([
    ['institution', 'jobcentre', 'kui'],
    ['institution', 'kui'],
  ]);
});

test('a contact person without phone and e-mail is accepted with a warning', async () => {
  const { role, name, organisation } = person('kui');
  const { outcome, warnings } = await story.report(pupil, 'contact-person-assigned', 'municipality-0751', {
    role,
    name,
    organisation,
    from: '2026-09-01',
  });
  expect([outcome, warnings]).toMatchObject(['accepted', [{ code: 'contact-without-reach' }]]);
});

test('names, phones and e-mails of contact persons are sealed: no row of the log has them in the open', async () => {
  const { rows } = await story.service.parts.pool.query<{ open: string; sealed: boolean }>(
    `select row_to_json(e)::text as open, sealed is not null as sealed from log.events e
     where type = 'contact-person-assigned.v1'`,
  );
  expect(rows.length).toBeGreaterThanOrEqual(4);
  for (const row of rows) {
    expect(row.sealed).toBe(true);
    expect(row.open).not.toMatch(/Ida|Per Efter|00 00 00 01|example\.dk/);
  }
});

test('after a move the contacts of the former municipality are marked, by role, and the new one comes first', async () => {
  const moved = story.young('2009-07-01', 702);
  await story.lives(moved, '0751');
  await story.enrols(moved, { startsOn: '2025-08-11', expectedEndsOn: '2028-06-30' });
  for (const [role, reporter] of Object.entries(GIVERS))
    await story.report(moved, 'contact-person-assigned', reporter, { ...person(role), from: '2026-03-02' });
  await story.moves(moved, '0461', '2026-03-20');
  await story.at('2026-03-22T08:00:00Z');
  const shown = async (day: string) =>
    (await story.ask(moved, `contacts?validOn=${day}`, '0461')).contacts.map(
      ({ role, reporter, former }: any) => `${role} ${reporter}${former ? ' former' : ''}`,
    );
  expect(await shown('2026-03-19')).toEqual([
    'institution 990110',
    'jobcentre jobcentre-0751',
    'kui municipality-0751',
  ]);
  await story.report(moved, 'contact-person-assigned', 'municipality-0461', { ...person('kui'), from: '2026-03-21' });
  expect(await shown('2026-03-21')).toEqual([
    'institution 990110',
    'kui municipality-0461',
    'jobcentre jobcentre-0751 former',
    'kui municipality-0751 former',
  ]);
});
