import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startService } from '../service/running.ts';
import { type Item, ServiceStory, type Young } from './service-story.ts';

// A service per test: a clock goes forward only, and each story begins on the same day.
let story: ServiceStory;
beforeEach(async () => {
  story = new ServiceStory(await startService());
});
afterEach(() => story.service.stop());

async function completedUnknown(serial: number): Promise<{ young: Young; completion: Item }> {
  const young = story.young('2004-03-08', serial);
  await story.at('2026-01-05T08:00:00Z');
  await story.lives(young, '0751');
  const completion = await story.report(young, 'education-completed', '990110', {
    enrolmentId: 'E-1',
    completedOn: '2025-12-19',
    extent: 'whole',
  });
  return { young, completion };
}
const ENROLMENT = { startsOn: '2022-08-08', expectedEndsOn: '2026-06-26' };

test('a completion before its enrolment is held: received on that day, without effect', async () => {
  const { young, completion } = await completedUnknown(501);
  expect(completion.outcome).toBe('held');
  const receipt = await story.receipt(completion, 'sa-nord');
  expect(receipt).toMatchObject({
    outcome: 'held',
    stillHeld: true,
    held: { code: 'own-enrolment', until: '2026-02-04' },
  });
  expect(receipt.received.at).toMatch(/^2026-01-05T08:00:/);
  expect(await story.ask(young, 'status')).toMatchObject({ status: 'unknown', reason: 'never-reported' });
});

test.each([
  ['a week later', '2026-01-12T08:00:00Z', 502],
  ['long after the days it is held without a finding', '2026-04-20T08:00:00Z', 503],
])(
  'if the enrolment arrives %s, the held completion takes effect as of its own day',
  async (_when, arrives, serial) => {
    const { young, completion } = await completedUnknown(serial);
    await story.at(arrives);
    const enrolment = await story.enrols(young, ENROLMENT);
    expect(await story.ask(young, 'status')).toMatchObject({ status: 'completed', since: '2025-12-20' });
    expect(await story.ask(young, 'status?validOn=2025-12-19')).toMatchObject({ status: 'enrolled' });
    const { deciding } = (await story.ask(young, 'status')).explanation;
    expect(deciding).toEqual(expect.arrayContaining([completion.eventId, enrolment.eventId]));
    expect(await story.receipt(completion, 'sa-nord')).toMatchObject({ outcome: 'held', stillHeld: false });
    expect(await story.receipt(completion, 'sa-nord')).not.toHaveProperty('held');
  },
);

test('a question as known before the enrolment came keeps its answer: the course was unknown', async () => {
  const { young } = await completedUnknown(504);
  await story.at('2026-01-12T08:00:00Z');
  await story.enrols(young, ENROLMENT);
  expect(await story.ask(young, 'status?validOn=2025-11-01&knownAt=2026-01-10T00:00:00Z')).toMatchObject({
    status: 'unknown',
    reason: 'never-reported',
  });
  expect(await story.ask(young, 'status?validOn=2025-11-01')).toMatchObject({ status: 'enrolled' });
});

test('completion and enrolment in one batch, in the wrong order: the completion is held and at once in effect', async () => {
  const young = story.young('2004-03-08', 505);
  await story.at('2026-01-05T08:00:00Z');
  await story.lives(young, '0751');
  const end = story.event(young, 'education-completed', '990110', {
    enrolmentId: 'E-1',
    completedOn: '2025-12-19',
    extent: 'whole',
  });
  const education = { system: 'cosa', code: '1920' };
  const start = story.event(young, 'enrolment-registered', '990110', {
    enrolmentId: 'E-1',
    institution: '990110',
    education,
    kind: 'vocational',
    ...ENROLMENT,
  });
  const { body } = await story.service.report('sa-nord', [end, start]);
  expect(body.items.map(({ outcome }: Item) => outcome)).toEqual(['held', 'accepted']);
  expect(await story.receipt(body.items[0], 'sa-nord')).toMatchObject({ stillHeld: false });
  expect(await story.ask(young, 'status')).toMatchObject({ status: 'completed' });
});
