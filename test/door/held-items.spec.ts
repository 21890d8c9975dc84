import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cloudEvent, syntheticNumber } from '../service/reports.ts';
import { type RunningService, startService } from '../service/running.ts';

let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const cpr = syntheticNumber('2009-10-11', 1);
const time = '2026-01-05T08:00:00Z';
const enrolled = (enrolmentId: string, reporter: string) =>
  cloudEvent('enrolment-registered', {
    reporter,
    cpr,
    time,
    data: {
      enrolmentId,
      institution: reporter,
      education: { system: 'cosa', code: '1920' },
      startsOn: '2025-08-11',
      kind: 'vocational',
    },
  });
const left = (enrolmentId: string) =>
  cloudEvent('education-interrupted', {
    reporter: '990110',
    cpr,
    time,
    data: { enrolmentId, lastDay: '2026-01-02', reason: { system: 'neutral', code: 'employment' } },
  });

test('the receipt of a held report says what it waits for, until when, and which enrolment was meant', async () => {
  await service.report('sa-nord', enrolled('E-2026-0117', '990110'));
  await service.report('sa-syd', enrolled('X-77-secret', '990120'));
  const { body } = await service.report('sa-nord', [left('E-2026-0171'), left('X-77-secrett')]);
  const note = {
    code: 'own-enrolment',
    waitsFor: { da: expect.any(String), en: expect.any(String) },
    remedy: { da: expect.any(String), en: expect.any(String) },
    until: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
  };
  expect(body.items).toMatchObject([
    { outcome: 'held', next: 'wait', held: { ...note, didYouMean: 'E-2026-0117' } },
    { outcome: 'held', next: 'wait', held: note },
  ]);
  // No hint names another school's enrolment.
  expect(JSON.stringify(body)).not.toContain('X-77-secret"');
  expect(body.items[1].held).not.toHaveProperty('didYouMean');
  expect(
    (await service.get(`/v1/receipts/${body.receiptId}`, 'sa-nord')).body.items.map(({ held }: any) => held),
  ).toEqual(body.items.map(({ held }: any) => held));
  expect((await service.get(body.items[0].receipt, 'sa-nord')).body.held).toEqual(body.items[0].held);
});
