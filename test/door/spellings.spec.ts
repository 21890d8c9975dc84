import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cloudEvent, syntheticNumber } from '../service/reports.ts';
import { type RunningService, startService } from '../service/running.ts';

let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const TIME = '2026-01-05T08:00:00Z';
const person = (serial: number) => ({ reporter: '990110', cpr: syntheticNumber('2008-11-24', serial), time: TIME });
const enrolment = (serial: number, enrolmentId: string) =>
  cloudEvent('enrolment-registered', {
    ...person(serial),
    data: {
      enrolmentId,
      institution: '990110',
      education: { system: 'cosa', code: '1920' },
      startsOn: '2025-08-11',
      kind: 'vocational',
    },
  });
const outcomeOf = async (report: object) => (await service.report('sa-nord', report)).body.items[0].outcome;

const COMPOSED = 'Å-kursus é 1'.normalize('NFC');
const PIECES = COMPOSED.normalize('NFD');

test('a report is the same in every spelling of its id', async () => {
  expect(PIECES).not.toBe(COMPOSED);
  const first = { ...enrolment(1, 'E-1'), id: COMPOSED };
  expect(await outcomeOf(first)).toBe('accepted');
  for (const id of [PIECES, ` ${COMPOSED} `, `\t${PIECES}`])
    expect([id, await outcomeOf({ ...first, id })]).toEqual([id, 'duplicate']);
  expect(await outcomeOf({ ...first, id: COMPOSED.toUpperCase() })).toBe('accepted');
});

test('an enrolment is found in every spelling of its id', async () => {
  expect(await outcomeOf(enrolment(2, PIECES))).toBe('accepted');
  const left = (enrolmentId: string) =>
    cloudEvent('education-interrupted', {
      ...person(2),
      data: { enrolmentId, lastDay: '2025-12-19', reason: { system: 'neutral', code: 'moved' } },
    });
  expect(await outcomeOf(left(COMPOSED))).toBe('accepted');
  expect(await outcomeOf(left(`${COMPOSED}2`))).toBe('held');
});

test.each([
  'O´Neill',
  'O’Neill',
  "O'Neill",
  'Oʼ Neill',
  'Jean‐Luc',
  'Anne–Marie Ærø',
  'Bo\u00a0Vejleder',
  'D`Angelo',
  'Łukasz Żółw',
  'Bo\u200b Vejleder',
  'Søren Aa. Kjær-Ågård',
])('a risk report is accepted from an assessor called %s', async (assessor) => {
  await service.report('sa-nord', enrolment(3, 'E-3'));
  const { status, body } = await service.report(
    'sa-nord',
    cloudEvent('dropout-risk-reported', {
      ...person(3),
      data: { enrolmentId: 'E-3', assessedOn: '2025-11-03', level: 'red', assessor },
    }),
  );
  expect([status, body.items?.[0]?.outcome ?? body.errors]).toEqual([202, 'accepted']);
});

test.each(['<b>Bo</b>', 'ring 31 12 34 56', 'Bo\u0000', ''])(
  'a risk report is refused from an assessor called %j, with the field named',
  async (assessor) => {
    const { status, body } = await service.report(
      'sa-nord',
      cloudEvent('dropout-risk-reported', {
        ...person(3),
        data: { enrolmentId: 'E-3', assessedOn: '2025-11-03', level: 'red', assessor },
      }),
    );
    expect([status, body.errors?.[0]?.pointer]).toEqual([422, '/data/assessor']);
  },
);
