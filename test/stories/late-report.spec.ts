import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startService } from '../service/running.ts';
import { type Item, ServiceStory } from './service-story.ts';

let story: ServiceStory;
let enrolment: Item;
let interruption: Item;
const bo = { birthDate: '2009-01-20', cpr: '' };

/** Left on 8 May, reported on 1 June: for three weeks the known status was another. */
beforeAll(async () => {
  story = new ServiceStory(await startService());
  Object.assign(bo, story.young(bo.birthDate, 601));
  await story.at('2025-08-13T09:00:00Z');
  await story.lives(bo, '0751');
  enrolment = await story.enrols(bo, { startsOn: '2025-08-12', expectedEndsOn: '2028-06-26' });
  await story.at('2026-06-01T06:30:00Z');
  interruption = await story.leaves(bo, '2026-05-08', { time: '2026-05-29T12:00:00Z' });
});
afterAll(() => story.service.stop());

const BEFORE = 'knownAt=2026-05-31T23:59:59Z';

test.each([
  ['2026-05-08', BEFORE, 'enrolled'],
  ['2026-05-20', BEFORE, 'enrolled'],
  ['2026-07-01', BEFORE, 'enrolled'],
  ['2026-05-08', '', 'enrolled'],
  ['2026-05-20', '', 'interrupted'],
  ['2026-07-01', '', 'interrupted'],
  ['2025-08-11', '', 'awaiting-start'],
])('the status on %s (%s) is %s', async (day, known, status) => {
  expect(await story.ask(bo, `status?validOn=${day}&${known}`)).toMatchObject({ status, validOn: day });
});

test('a position of the log gives the same answer as its moment, and the positions on both sides differ', async () => {
  expect(await story.ask(bo, `status?validOn=2026-05-20&knownAt=${interruption.position}`)).toMatchObject({
    status: 'interrupted',
    knownAt: { position: interruption.position },
  });
  expect(await story.ask(bo, `status?validOn=2026-05-20&knownAt=${interruption.position - 1}`)).toMatchObject({
    status: 'enrolled',
  });
  expect(await story.ask(bo, `status?validOn=2026-05-20&knownAt=${enrolment.position - 1}`)).toMatchObject({
    status: 'unknown',
    reason: 'never-reported',
  });
});

test('a time offset in the moment means the same moment', async () => {
  const asked = encodeURIComponent('2026-06-01T08:29:00+02:00');
  expect(await story.ask(bo, `status?validOn=2026-05-20&knownAt=${asked}`)).toMatchObject({ status: 'enrolled' });
});

test('the whole timeline as known then and now has the same days and another end', async () => {
  const spells = async (known: string) =>
    (await story.ask(bo, `timeline?${known}`)).spells.map(
      ({ from, status }: { from: string; status: string }) => `${from} ${status}`,
    );
  const then: string[] = await spells(BEFORE);
  const now: string[] = await spells('');
  expect(then.slice(0, 3)).toEqual(now.slice(0, 3));
  expect(then).toContain('2025-08-12 enrolled');
  expect(now).toContain('2026-05-09 interrupted');
  expect(then.some((line) => line.endsWith('interrupted'))).toBe(false);
  expect(now.at(-1)).toBe('2039-01-20 out-of-scope');
});

test('the changes since an earlier look begin on the day after the last one, with both sides', async () => {
  const { changes } = await story.ask(bo, 'changes?fromKnown=2026-05-31T12:00:00Z');
  expect(changes[0]).toMatchObject({
    from: '2026-05-09',
    before: { status: 'enrolled' },
    after: { status: 'interrupted', deciding: expect.arrayContaining([interruption.eventId]) },
  });
  expect(changes.every(({ from }: { from: string }) => from >= '2026-05-09')).toBe(true);
});

test('between two looks without events nothing changed; since before the first event everything did', async () => {
  expect((await story.ask(bo, `changes?fromKnown=${enrolment.position}&toKnown=2026-05-31T12:00:00Z`)).changes).toEqual(
    [],
  );
  const all = (await story.ask(bo, 'changes')).changes;
  expect(all.map(({ after }: any) => after?.status)).toEqual(expect.arrayContaining(['enrolled', 'interrupted']));
});

test('the municipality had its time from the day of the report, however late the school was', async () => {
  const [row] = await story.cases(bo);
  expect(row).toMatchObject({
    knownOn: '2026-06-01',
    dueOn: '2026-06-08',
    trigger: { since: '2026-05-09' },
    report: { occurredOn: '2026-05-08' },
  });
});
