import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startService } from '../service/running.ts';
import { ServiceStory } from './service-story.ts';

let story: ServiceStory;
beforeAll(async () => {
  story = new ServiceStory(await startService());
});
afterAll(() => story.service.stop());

async function logLength(): Promise<number> {
  return (
    (await story.service.parts.pool.query<{ count: number }>('select count(*)::int as count from log.events')).rows[0]
      ?.count ?? -1
  );
}

test('a future enrolment takes effect by itself when its day begins in Copenhagen', async () => {
  const young = story.young('2007-06-01', 901);
  await story.at('2026-06-01T08:00:00Z');
  await story.lives(young, '0751');
  await story.enrols(young, { startsOn: '2026-08-10', expectedEndsOn: '2029-06-29' });
  const length = await logLength();
  expect(await story.ask(young, 'status')).toMatchObject({ status: 'awaiting-start' });
  await story.at('2026-08-09T21:59:00Z');
  expect(await story.ask(young, 'status')).toMatchObject({ status: 'awaiting-start', validOn: '2026-08-09' });
  await story.at('2026-08-09T22:01:00Z');
  expect(await story.ask(young, 'status')).toMatchObject({
    status: 'enrolled',
    since: '2026-08-10',
    validOn: '2026-08-10',
  });
  expect(await logLength()).toBe(length);
});

test('a course past its end and its grace runs out by itself and opens the case on that day', async () => {
  const young = story.young('2010-01-15', 902);
  await story.at('2026-08-12T08:00:00Z');
  await story.lives(young, '0751');
  await story.enrols(young, { startsOn: '2026-08-10', expectedEndsOn: '2026-09-30' });
  await story.at('2026-10-30T12:00:00Z');
  expect(await story.ask(young, 'status')).toMatchObject({ status: 'enrolled' });
  expect(await story.cases(young)).toEqual([]);
  await story.at('2026-10-31T06:00:00Z');
  expect(await story.ask(young, 'status')).toMatchObject({ status: 'unknown', reason: 'expected-report-missing' });
  expect(await story.cases(young)).toMatchObject([
    { state: 'open', knownOn: '2026-10-31', dueOn: '2026-11-06', trigger: { kind: 'time' } },
  ]);
});

test('never started is no interruption: unknown with its own reason, nothing before it, and the case opens', async () => {
  const young = story.young('2010-01-15', 903);
  await story.at('2026-11-02T08:00:00Z');
  await story.lives(young, '0751');
  await story.enrols(young, { startsOn: '2026-10-26', expectedEndsOn: '2029-06-30' });
  await story.at('2026-11-09T08:00:00Z');
  const never = await story.report(young, 'enrolment-never-started', '990110', {
    enrolmentId: 'E-1',
    establishedOn: '2026-11-06',
  });
  expect(await story.ask(young, 'status')).toMatchObject({ status: 'unknown', reason: 'never-started' });
  expect(await story.ask(young, 'status?validOn=2026-10-27')).toMatchObject({
    status: 'unknown',
    reason: 'never-started',
  });
  expect(await story.ask(young, 'status?validOn=2026-10-27&knownAt=2026-11-05T00:00:00Z')).toMatchObject({
    status: 'enrolled',
  });
  expect(await story.cases(young)).toMatchObject([
    { state: 'open', knownOn: '2026-11-09', dueOn: '2026-11-16', trigger: { eventId: never.eventId } },
  ]);
});

test('an interruption before the start is refused, with the right report named', async () => {
  const young = story.young('2010-01-15', 904);
  await story.at('2026-11-10T08:00:00Z');
  await story.lives(young, '0751');
  await story.enrols(young, { startsOn: '2026-11-09', expectedEndsOn: '2029-06-30' });
  const data = { enrolmentId: 'E-1', lastDay: '2026-11-06', reason: { system: 'neutral', code: 'unknown' } };
  const { status, body } = await story.send(young, 'education-interrupted', '990110', data);
  expect([status, body.errors[0]]).toMatchObject([422, { code: 'end-before-start', pointer: '/data/lastDay' }]);
  expect(body.errors[0].remedy.en).toContain('enrolment-never-started');
});
