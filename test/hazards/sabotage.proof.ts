import { expect, test } from '@jest/globals';
import type { Alteration } from '../sabotage/altered.ts';
import { type AlteredService, startAltered } from '../sabotage/altered-service.ts';
import { cloudEvent, syntheticNumber } from '../service/reports.ts';
import { rawCall } from './raw-call.ts';

const report = JSON.stringify(
  cloudEvent('residence-changed', {
    reporter: 'cpr',
    cpr: syntheticNumber('2009-10-12', 1),
    time: '2026-01-05T08:00:00Z',
    data: { municipality: '0751', from: 'x' },
  }),
);

/** The codes of a single report with a name twice and a wrong day. */
async function codesOfFaulty(service: AlteredService): Promise<string[]> {
  const response = await fetch(`${service.url}/v1/events`, {
    method: 'POST',
    body: report.replace('"municipality":', '"municipality":"0101","municipality":'),
    headers: { Authorization: `Bearer ${await service.token('cpr')}`, 'Content-Type': 'application/cloudevents+json' },
  });
  const { errors = [] } = (await response.json()) as { errors?: { code: string }[] };
  return errors.map(({ code }) => code).sort();
}

const hostTwice = async ({ url }: AlteredService): Promise<number> =>
  (await rawCall(url, { method: 'GET', path: '/health/live', headers: { host: 'b' } })).status;

async function answersOf(...alterations: readonly Alteration[]): Promise<{ codes: string[]; hostTwice: number }> {
  const service = await startAltered(alterations);
  try {
    return { codes: await codesOfFaulty(service), hostTwice: await hostTwice(service) };
  } finally {
    await service.stop();
  }
}

const WHOLE = { codes: ['day', 'duplicate-name'], hostTwice: 400 };

test('the product names all errors beside a name twice, and refuses two Host headers', async () => {
  expect(await answersOf()).toEqual(WHOLE);
});

test.each<[what: string, alteration: Alteration]>([
  [
    'a single report with a name twice that is refused while it is parsed',
    { file: 'apps/intake/events/report-bodies.ts', from: 'judgesFaults: true', to: 'judgesFaults: false' },
  ],
  [
    'names that are not counted',
    { file: 'libs/http/parse-body.ts', from: 'membersIn(value) === members', to: 'membersIn(value) >= 0' },
  ],
  [
    'heads that nobody looks at',
    { file: 'apps/service/http/http-service.ts', from: '  checkHeads(fastify);\n', to: '' },
  ],
])('sabotage: %s turn the answers red', async (_what, alteration) => {
  expect(await answersOf(alteration)).not.toEqual(WHOLE);
});
