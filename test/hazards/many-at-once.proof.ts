import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cloudEvent, syntheticNumber } from '../service/reports.ts';
import { type Answer, type RunningService, startService } from '../service/running.ts';

const AT_ONCE = 240;
const LIVA = '5a0d6f0e-6d0f-5f0b-9a37-0f2a5b7f1a03';
const PURPOSE = { 'X-Purpose': 'follow-up' };

let service: RunningService;
beforeAll(async () => {
  // The limits of one client are measured elsewhere; here one client stands for many.
  service = await startService({
    stories: true,
    env: { LIMIT_QUESTIONS: 'off', LIMIT_REPORTS: 'off', LIMIT_BATCHES_AT_ONCE: 'off' },
  });
  await service.parts.worker?.settle(15_000);
});
afterAll(() => service.stop());

const asAdviser = (path: string) => () => service.get(path, 'adviser-0751', PURPOSE);
const report = (number: number) =>
  service.report(
    'sa-nord',
    cloudEvent('enrolment-registered', {
      reporter: '990110',
      cpr: syntheticNumber('2009-04-01', number % 200),
      time: '2026-01-05T08:00:00Z',
      data: {
        enrolmentId: `E-${number}`,
        institution: '990110',
        education: { system: 'cosa', code: '1920' },
        startsOn: '2025-08-11',
        kind: 'vocational',
      },
    }),
  );

const KINDS: Readonly<Record<string, (number: number) => Promise<Answer>>> = {
  status: asAdviser(`/v1/persons/${LIVA}/status`),
  timeline: asAdviser(`/v1/persons/${LIVA}/timeline`),
  contacts: asAdviser(`/v1/persons/${LIVA}/contacts`),
  cases: asAdviser('/v1/cases?municipality=0751'),
  cohort: asAdviser('/v1/cohort?validOn=2026-06-01&municipality=0751'),
  'a closed week': () => service.get('/v1/cohort?week=2026-W23', 'monitor'),
  'look-up': () =>
    service.send('POST', '/v1/persons/lookup', { cpr: syntheticNumber('2009-04-01', 7) }, 'adviser-0751', PURPOSE),
  'a single report': report,
  readiness: () => service.get('/health/ready'),
  'something of each': (number) =>
    number % 2 === 0 ? report(number + 1_000) : asAdviser('/v1/cases?municipality=0751')(),
};

test.each(Object.keys(KINDS))(
  'hundreds of callers at once who want %s wait for each other and are all answered',
  async (kind) => {
    const ask = KINDS[kind];
    if (!ask) throw new Error(`no calls of the kind ${kind}`);
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, (_, number) => ask(number)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status >= 500 || status === 429)).toEqual([]);
    expect(statuses).toHaveLength(AT_ONCE);
  },
  120_000,
);
