import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cloudEvent, syntheticNumber } from '../service/reports.ts';
import { type RunningService, startService } from '../service/running.ts';
import { DANISH_RULES } from '../../libs/rules/rules.data.ts';

const MOST = 40;
const MOST_EVER = 46;
const limits: Readonly<Record<string, unknown>> = { mostReportsOnePerson: MOST, mostSentOnePerson: MOST_EVER };

let service: RunningService;
const folder = mkdtempSync(join(tmpdir(), 'rules-'));
beforeAll(async () => {
  const file = join(folder, 'rules.json');
  writeFileSync(
    file,
    JSON.stringify({
      name: 'few',
      rules: DANISH_RULES.map((rule) => ({ ...rule, value: limits[rule.id] ?? rule.value })),
    }),
  );
  service = await startService({ env: { LIMIT_BATCHES_AT_ONCE: 'off', RULES_FILE: file } });
});
afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true });
});

const cpr = syntheticNumber('2009-10-11', 3);
const enrolment = {
  enrolmentId: 'E-1',
  institution: '990110',
  education: { system: 'cosa', code: '1920' },
  startsOn: '2025-08-11',
  kind: 'vocational',
};
const time = '2026-01-05T08:00:00Z';
const risk = (id: string, reporter = '990110') =>
  cloudEvent('dropout-risk-reported', {
    id,
    reporter,
    cpr,
    time,
    data: { enrolmentId: 'E-1', assessedOn: '2026-01-05', assessor: 'A' },
  });
const withdraw = (id: string, what: string) =>
  cloudEvent('report-withdrawn', {
    id,
    reporter: '990110',
    cpr,
    time,
    data: { withdraws: { id: what }, reason: { system: 'neutral', code: 'other' } },
  });
const risks = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, place) => risk(`${prefix}-${place}`));
const tooMany = { pointer: '', code: 'too-many-reports' };

test('a reporter can send a limited number of reports about one person, over batches and parallel calls', async () => {
  await service.report(
    'sa-nord',
    cloudEvent('enrolment-registered', { id: 'start', reporter: '990110', cpr, time, data: enrolment }),
  );
  const first = await service.report('sa-nord', risks('a', 30));
  expect(first.body.counts).toEqual({ accepted: 30, duplicate: 0, held: 0, refused: 0 });
  const parallel = await Promise.all(['b', 'c', 'd'].map((prefix) => service.report('sa-nord', risks(prefix, 8))));
  const accepted = parallel.reduce((sum, { body }) => sum + body.counts.accepted, 0);
  expect(accepted).toBe(MOST - 31);
  const refused = parallel.flatMap(({ body }) => body.items).filter(({ outcome }) => outcome === 'refused');
  for (const { errors } of refused) expect(errors).toMatchObject([tooMany]);
  const single = await service.report('sa-nord', risk('one-more'));
  expect([single.status, single.body.code, single.body.errors]).toMatchObject([409, 'too-many-reports', [tooMany]]);
  expect(single.body.errors[0].remedy.en).toContain('withdraw');
});

test('at the limit of reports about one person a resend is still answered, and a correction is refused like a report', async () => {
  expect((await service.report('sa-nord', risk('a-0'))).body.items[0].outcome).toBe('duplicate');
  const corrects = {
    corrects: { id: 'a-0' },
    content: { enrolmentId: 'E-1', assessedOn: '2026-01-04', assessor: 'B' },
  };
  const correction = await service.report(
    'sa-nord',
    cloudEvent('report-corrected', { id: 'fix', reporter: '990110', cpr, time, data: corrects }),
  );
  expect([correction.status, correction.body.code]).toEqual([409, 'too-many-reports']);
});

test('at the limit of reports about one person a withdrawal is always possible and makes room for one report', async () => {
  expect((await service.report('sa-nord', withdraw('w-0', 'a-0'))).body.items[0].outcome).toBe('accepted');
  expect(
    (await service.report('sa-nord', [risk('again'), risk('again-2')])).body.items.map(
      ({ outcome }: { outcome: string }) => outcome,
    ),
  ).toEqual(['accepted', 'refused']);
});

test('reports about one person that are withdrawn and sent anew reach a limit, and so do withdrawals', async () => {
  const outcomes: string[] = [];
  for (let round = 1; round < 9; round += 1) {
    const { body } = await service.report('sa-nord', [
      withdraw(`w-${round}`, `a-${round}`),
      risk(`anew-${round}`),
      withdraw(`back-${round}`, `w-${round}`),
    ]);
    outcomes.push(body.items.map(({ outcome }: { outcome: string }) => outcome[0]).join(''));
  }
  // The withdrawal itself is always accepted; reports, corrections and withdrawals of withdrawals count for ever.
  expect(outcomes.every((one) => one.startsWith('a'))).toBe(true);
  expect(outcomes.at(0)).toBe('aaa');
  expect(outcomes.at(-1)).toBe('arr');
});

test('the reports of another reporter do not count towards the limit of reports about one person', async () => {
  const { body } = await service.report('sa-syd', { ...risk('other', '990120') });
  expect(body.items[0].outcome).toBe('held');
});
