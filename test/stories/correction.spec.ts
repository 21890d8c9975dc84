import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startService } from '../service/running.ts';
import { neutral, type Item, ServiceStory, type Young } from './service-story.ts';

let story: ServiceStory;
let serial = 200;
let pupil: Young;
let interruption: Item;
afterEach(() => story.service.stop());

const reason = neutral('sent-by-mistake');

/** Interrupted on 10 June, received on the 15th: a case is open. The sender's own id is `left-{serial}`. */
beforeEach(async () => {
  // A service per test: a clock goes forward only, and each story begins on the same day.
  story = new ServiceStory(await startService());
  serial += 1;
  await story.at('2026-06-12T06:00:00Z');
  pupil = story.young('2010-02-14', serial);
  await story.lives(pupil, '0751');
  await story.enrols(pupil, { startsOn: '2025-08-11', expectedEndsOn: '2028-06-30' });
  await story.at('2026-06-15T06:00:00Z');
  interruption = await story.leaves(pupil, '2026-06-10', { id: `left-${serial}` });
  expect(await story.ask(pupil, 'status')).toMatchObject({ status: 'interrupted' });
  await story.at('2026-06-16T08:00:00Z');
});

test('an interruption withdrawn by its own id: the status returns and the case is cancelled with its cause', async () => {
  const withdrawal = await story.report(pupil, 'report-withdrawn', '990110', {
    withdraws: { id: `left-${serial}` },
    reason,
  });
  expect(await story.ask(pupil, 'status')).toMatchObject({ status: 'enrolled' });
  const [row] = await story.cases(pupil);
  expect(row).toMatchObject({
    state: 'cancelled',
    cancelledOn: '2026-06-16',
    cancelledCause: withdrawal.eventId,
    cancelledWhy: 'trigger-withdrawn',
    breachedOn: null,
  });
  expect((await story.receipt(interruption, 'sa-nord')).corrections).toMatchObject([
    { eventId: withdrawal.eventId, receipt: withdrawal.receipt },
  ]);
});

test('answers as known before a withdrawal stay the same', async () => {
  await story.report(pupil, 'report-withdrawn', '990110', { withdraws: { id: `left-${serial}` }, reason });
  expect(await story.ask(pupil, 'status?validOn=2026-06-15&knownAt=2026-06-15T12:00:00Z')).toMatchObject({
    status: 'interrupted',
  });
  expect(await story.ask(pupil, `status?validOn=2026-06-15&knownAt=${interruption.position}`)).toMatchObject({
    status: 'interrupted',
  });
  expect(await story.ask(pupil, 'status?validOn=2026-06-15')).toMatchObject({ status: 'enrolled' });
});

test('an interruption corrected to a future day: not interrupted yet, the case is cancelled as corrected', async () => {
  const content = { enrolmentId: 'E-1', lastDay: '2026-12-18', reason: neutral('moved') };
  const correction = await story.report(pupil, 'report-corrected', '990110', {
    corrects: { id: `left-${serial}` },
    content,
  });
  expect(await story.ask(pupil, 'status')).toMatchObject({ status: 'enrolled' });
  expect(await story.ask(pupil, 'status?validOn=2026-12-19')).toMatchObject({
    status: 'interrupted',
    since: '2026-12-19',
  });
  expect((await story.cases(pupil))[0]).toMatchObject({
    state: 'cancelled',
    cancelledCause: correction.eventId,
    cancelledWhy: 'trigger-corrected',
  });
});

test('an interruption corrected by two days: interrupted since another day, the clock runs on from the same', async () => {
  const content = { enrolmentId: 'E-1', lastDay: '2026-06-12', reason: neutral('moved') };
  const correction = await story.report(pupil, 'report-corrected', '990110', {
    corrects: { id: `left-${serial}` },
    content,
  });
  expect(await story.ask(pupil, 'status')).toMatchObject({ status: 'interrupted', since: '2026-06-13' });
  expect(await story.cases(pupil)).toMatchObject([{ state: 'open', knownOn: '2026-06-15', dueOn: '2026-06-22' }]);
  expect((await story.receipt(interruption, 'sa-nord')).corrections).toMatchObject([{ eventId: correction.eventId }]);
});

test('a correction is checked like the report itself: every error of the content at once', async () => {
  const corrects = { id: `left-${serial}` };
  const misspelt = { enrolmentId: 'E-1', lastDay: '2025-02-30', reason: neutral('wrong-choise') };
  const wrong = await story.send(pupil, 'report-corrected', '990110', { corrects, content: misspelt });
  expect([wrong.status, wrong.body.errors]).toMatchObject([
    422,
    [
      { pointer: '/data/content/lastDay', code: 'day' },
      { pointer: '/data/content/reason/code', code: 'unknown-neutral-code', didYouMean: 'wrong-choice' },
    ],
  ]);
  // Valid as the end of a leave too, but that was not reported.
  const inPart = await story.send(pupil, 'report-corrected', '990110', {
    corrects,
    content: { enrolmentId: 'E-1', lastDay: '2026-06-12' },
  });
  expect([inPart.status, inPart.body.errors]).toMatchObject([
    422,
    [
      { pointer: '/data/content', code: 'content-in-part', allowed: ['dk.ungestatus.education-interrupted.v1'] },
      { pointer: '/data/content/reason', code: 'required' },
    ],
  ]);
  expect(await story.ask(pupil, 'status')).toMatchObject({ status: 'interrupted', since: '2026-06-11' });
});

test('no other system may correct or withdraw a report, not even one of another school', async () => {
  const data = { withdraws: { source: '/systems/sa-nord/reporters/990110', id: `left-${serial}` }, reason };
  const { status, body } = await story.send(pupil, 'report-withdrawn', '990120', data);
  expect([status, body.errors[0].code]).toEqual([422, 'not-your-report']);
  expect(await story.ask(pupil, 'status')).toMatchObject({ status: 'interrupted' });
});
