import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startService } from '../service/running.ts';
import { neutral, ServiceStory, type Young } from './service-story.ts';

let story: ServiceStory;
beforeAll(async () => {
  story = new ServiceStory(await startService());
  await story.at('2026-11-02T08:00:00Z');
});
afterAll(() => story.service.stop());

const NOT_HELD = '/v1/cases/without-holder';
const notHeld = async () => (await story.service.get(NOT_HELD, 'operator')).body;
const metric = async (): Promise<string> =>
  (await (await fetch(`${story.service.url}/metrics`)).text())
    .split('\n')
    .find((line) => line.startsWith('ungestatus_cases_without_holder')) ?? '';

/** The report of the interruption by civil number, so that no caller needs the right to look the person up. */
const ended = new Map<string, string>();

/** A person who left the vocational school 990110, which lies in 0751; lives in `home` if the register reports it. */
async function left(serial: number, home?: string): Promise<Young> {
  const young = story.young('2010-02-03', serial);
  if (home !== undefined)
    await story.report(
      young,
      'residence-changed',
      'cpr',
      { municipality: home, from: '2010-02-03' },
      { id: `home-${serial}` },
    );
  await story.enrols(young, { startsOn: '2026-08-10', expectedEndsOn: '2029-06-30' });
  ended.set(young.cpr, (await story.leaves(young, '2026-10-30')).eventId);
  return young;
}

/** The lists that show an open case, with its mark. */
async function listsOf(person: string): Promise<string[]> {
  const lists: string[] = [];
  for (const municipality of ['0751', '0461']) {
    const { body } = await story.service.get(`/v1/cases?municipality=${municipality}`, `adviser-${municipality}`);
    for (const row of body.cases)
      if (row.person === person && ['open', 'breached'].includes(row.state))
        lists.push(`${municipality} ${row.ground}`);
  }
  return lists;
}

const keyOf = async ({ cpr }: Young): Promise<string> => {
  const { rows } = await story.service.parts.pool.query<{ stream: string }>(
    'select stream from log.events where event_id = $1',
    [ended.get(cpr)],
  );
  return rows[0]?.stream ?? '';
};

test('if the only residence is withdrawn, the last known municipality keeps the case, marked, until another is known', async () => {
  const young = await left(901, '0751');
  const person = await keyOf(young);
  expect(await listsOf(person)).toEqual(['0751 residence']);
  await story.report(young, 'report-withdrawn', 'cpr', { withdraws: { id: 'home-901' }, reason: neutral('other') });
  expect(await listsOf(person)).toEqual(['0751 last-known']);
  expect((await story.cases(young))[0]).toMatchObject({
    ground: 'last-known',
    handovers: [],
    formerMunicipalities: [],
  });
  await story.moves(young, '0461', '2026-11-01');
  expect(await listsOf(person)).toEqual(['0461 residence']);
});

test.each([
  [
    'corrected to a later day',
    902,
    async (young: Young) =>
      story.report(young, 'report-corrected', 'cpr', {
        corrects: { id: 'home-902' },
        content: { municipality: '0751', from: '2027-02-01' },
      }),
  ],
  ['replaced by a code of nothing', 903, async (young: Young) => story.moves(young, '0999', '2026-11-02')],
  ['replaced by a mistyped code', 904, async (young: Young) => story.moves(young, '0752', '2026-11-01')],
])(
  'with the residence %s the last known municipality keeps the case, and the register gets a warning about the code',
  async (what, serial, happens) => {
    const young = await left(serial, '0751');
    const person = await keyOf(young);
    const { warnings = [] } = await happens(young);
    expect(warnings.map(({ code }) => code)).toEqual(what.includes('code') ? ['municipality-unknown'] : []);
    expect(await listsOf(person)).toEqual(['0751 last-known']);
  },
);

test('if no residence was ever known, the municipality of the school holds the case, and hands it over once one is known', async () => {
  const young = await left(905);
  const person = await keyOf(young);
  expect(await listsOf(person)).toEqual(['0751 school']);
  await story.moves(young, '0461', '2026-01-01');
  expect(await listsOf(person)).toEqual(['0461 residence']);
});

test('after a move to Greenland the case is over, because the person has emigrated', async () => {
  const young = await left(906, '0751');
  const person = await keyOf(young);
  const { warnings } = await story.moves(young, '0957', '2026-11-02');
  expect(warnings).toMatchObject([{ code: 'municipality-abroad' }]);
  expect(await listsOf(person)).toEqual([]);
  const { rows } = await story.service.parts.pool.query(
    "select data from log.events where type = 'follow-up-cancelled.v1' and stream = $1",
    [person],
  );
  expect(rows).toMatchObject([{ data: { why: 'out-of-scope' } }]);
});

test("if neither residence nor school is known, the case is on the operator's list, without a person", async () => {
  expect(await notHeld()).toEqual({ count: 0, cases: [] });
  expect(await metric()).toBe('ungestatus_cases_without_holder{clock="contact"} 0');
  await story.service.parts.pool.query(
    "update reference.institutions set municipality = '0999' where number = '990110'",
  );
  await story.service.parts.institutions.refresh();
  const young = await left(907);
  const person = await keyOf(young);
  expect(await listsOf(person)).toEqual([]);
  expect(await notHeld()).toEqual({
    count: 1,
    cases: [{ caseId: expect.any(String), knownOn: '2026-11-02', reporter: '990110' }],
  });
  expect(await metric()).toBe('ungestatus_cases_without_holder{clock="contact"} 1');
  for (const caller of ['adviser-0751', 'sa-nord', 'monitor'])
    expect((await story.service.get(NOT_HELD, caller)).status).toBe(404);
  await story.moves(young, '0751', '2026-01-01');
  expect(await listsOf(person)).toEqual(['0751 residence']);
  expect(await notHeld()).toEqual({ count: 0, cases: [] });
});
