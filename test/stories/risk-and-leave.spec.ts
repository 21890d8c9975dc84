import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startService } from '../service/running.ts';
import { ServiceStory, type Young } from './service-story.ts';

let story: ServiceStory;
let serial = 800;
beforeAll(async () => {
  story = new ServiceStory(await startService());
  await story.at('2026-02-02T08:00:00Z');
});
afterAll(() => story.service.stop());

async function pupil(): Promise<Young> {
  serial += 1;
  const young = story.young('2009-04-12', serial);
  await story.lives(young, '0751');
  await story.enrols(young, { startsOn: '2025-08-11', expectedEndsOn: '2028-06-30' });
  return young;
}
const statuses = async (young: Young, ...days: string[]): Promise<string[]> => {
  const told: string[] = [];
  for (const day of days) told.push((await story.ask(young, `status?validOn=${day}`)).status);
  return told;
};
const risk = (young: Young, assessedOn: string, level?: string) =>
  story.report(young, 'dropout-risk-reported', '990110', {
    enrolmentId: 'E-1',
    assessedOn,
    assessor: 'Bo Vejleder',
    ...(level === undefined ? {} : { level }),
  });

test.each([['red'], ['yellow'], [undefined]])(
  'a risk of level %s is shown from its day and lapses after three months by itself',
  async (level) => {
    const young = await pupil();
    await risk(young, '2026-01-31', level);
    expect(await statuses(young, '2026-01-30', '2026-01-31', '2026-04-29', '2026-04-30')).toEqual([
      'enrolled',
      'enrolled-at-risk',
      'enrolled-at-risk',
      'enrolled',
    ]);
  },
);

test('a green level ends a risk, and a withdrawn risk is gone on the day of the withdrawal', async () => {
  const greened = await pupil();
  await risk(greened, '2026-01-06', 'red');
  await risk(greened, '2026-02-02', 'green');
  expect(await statuses(greened, '2026-02-01', '2026-02-02')).toEqual(['enrolled-at-risk', 'enrolled']);
  const withdrawn = await pupil();
  await risk(withdrawn, '2026-01-06', 'red');
  await story.report(withdrawn, 'dropout-risk-withdrawn', '990110', { enrolmentId: 'E-1', withdrawnOn: '2026-02-02' });
  expect(await statuses(withdrawn, '2026-02-01', '2026-02-02')).toEqual(['enrolled-at-risk', 'enrolled']);
});

test('a risk opens no case: it is no breach of the plan', async () => {
  const young = await pupil();
  await risk(young, '2026-01-06', 'red');
  expect(await story.cases(young)).toEqual([]);
});

test('leave covers its days, outranks a risk and gives way to it again', async () => {
  const young = await pupil();
  await risk(young, '2026-01-06', 'red');
  await story.report(young, 'leave-started', '990110', {
    enrolmentId: 'E-1',
    from: '2026-02-02',
    expectedUntil: '2026-03-01',
  });
  await story.report(young, 'leave-ended', '990110', { enrolmentId: 'E-1', lastDay: '2026-02-20' });
  expect(await statuses(young, '2026-02-01', '2026-02-02', '2026-02-20', '2026-02-21', '2026-04-06')).toEqual([
    'enrolled-at-risk',
    'on-leave',
    'on-leave',
    'enrolled-at-risk',
    'enrolled',
  ]);
});

test('a leave without a reported end goes on past its expected day', async () => {
  const young = await pupil();
  await story.report(young, 'leave-started', '990110', {
    enrolmentId: 'E-1',
    from: '2026-02-02',
    expectedUntil: '2026-03-01',
  });
  expect(await statuses(young, '2026-03-01', '2026-03-02', '2026-06-01')).toEqual(['on-leave', 'on-leave', 'on-leave']);
});

test('the end of the enrolment ends risk and leave with it', async () => {
  const young = await pupil();
  await risk(young, '2026-01-06', 'red');
  await story.leaves(young, '2026-01-16');
  expect(await statuses(young, '2026-01-16', '2026-01-17')).toEqual(['enrolled-at-risk', 'interrupted']);
});

test('a risk on an ended enrolment is accepted with a warning and changes nothing', async () => {
  const young = await pupil();
  await story.leaves(young, '2026-01-16');
  const { warnings } = await risk(young, '2026-01-20', 'red');
  expect(warnings).toMatchObject([{ code: 'risk-on-ended-enrolment' }]);
  expect(await statuses(young, '2026-01-20')).toEqual(['interrupted']);
});
