import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addDays } from '#libs/calendar';
import { startService } from '../service/running.ts';
import { neutral, ServiceStory, type Young } from './service-story.ts';

let story: ServiceStory;
beforeAll(async () => {
  story = new ServiceStory(await startService());
});
afterAll(() => story.service.stop());

/** Known on, due by calendar A (law holidays), due by calendar B (with 5 June, 24 and 31 December closed). */
const TABLE: readonly (readonly [string, string, string])[] = [
  ['2023-05-03', '2023-05-11', '2023-05-11'],
  ['2024-04-24', '2024-05-01', '2024-05-01'],
  ['2025-05-30', '2025-06-06', '2025-06-10'],
  ['2025-12-19', '2025-12-30', '2026-01-02'],
  ['2025-12-23', '2026-01-02', '2026-01-06'],
  ['2026-01-09', '2026-01-16', '2026-01-16'],
  ['2026-01-10', '2026-01-16', '2026-01-16'],
  ['2026-01-11', '2026-01-16', '2026-01-16'],
  ['2026-04-01', '2026-04-13', '2026-04-13'],
  ['2026-05-12', '2026-05-20', '2026-05-20'],
  ['2026-06-03', '2026-06-10', '2026-06-11'],
];

/** A person who is 16 years old and at school on the day. */
async function pupil(knownOn: string, serial: number, municipality: string): Promise<Young> {
  const year = Number(knownOn.slice(0, 4));
  const young = story.young(`${year - 17}-08-02`, serial);
  await story.lives(young, municipality);
  await story.enrols(young, { startsOn: `${year - 1}-08-05`, expectedEndsOn: `${year + 2}-06-30` });
  return young;
}

function expectArithmetic({ dueOn, counted, skipped }: any, knownOn: string): void {
  expect(counted).toHaveLength(5);
  expect(counted.at(-1)).toBe(dueOn);
  const told = [...counted, ...skipped.map(({ day }: { day: string }) => day)].sort();
  const days: string[] = [];
  for (let day = addDays(knownOn, 1); day <= dueOn; day = addDays(day, 1)) days.push(day);
  expect(told).toEqual(days);
  for (const { why } of skipped) expect(why.length).toBeGreaterThan(2);
}

test.each(TABLE.map((row, index) => [...row, index] as const))(
  'a case known on %s is due on %s by calendar A and on %s by calendar B',
  async (knownOn, a, b, index) => {
    await story.at(`${knownOn}T10:00:00Z`);
    const reported = await pupil(knownOn, index * 2, '0751');
    await story.leaves(reported, addDays(knownOn, -3));
    const noticed = await pupil(knownOn, index * 2 + 1, '0461');
    await story.report(noticed, 'became-aware', 'municipality-0461', {
      awareOn: knownOn,
      ground: neutral('school-told'),
    });
    const [byReport] = await story.cases(reported, '0751');
    const [byNotice] = await story.cases(noticed, '0461');
    expect(byReport).toMatchObject({
      state: 'open',
      knownOn,
      calendar: 'A',
      dueOn: a,
      due: { A: { dueOn: a }, B: { dueOn: b } },
    });
    expect(byNotice).toMatchObject({
      state: 'open',
      knownOn,
      calendar: 'B',
      dueOn: b,
      due: { A: { dueOn: a }, B: { dueOn: b } },
    });
    for (const { due } of [byReport, byNotice]) {
      expectArithmetic(due.A, knownOn);
      expectArithmetic(due.B, knownOn);
    }
  },
);
