import { setTimeout as pause } from 'node:timers/promises';
import { cloudEvent, syntheticNumber } from '../service/reports.ts';
import { client } from '../service/running.ts';

const BORN = '2009-02-14';
const PURPOSE = { 'X-Purpose': 'follow-up' };

/** Some of the persons of the load, with a residence, and one more without any report before the restore. */
export const SAMPLE = 20;
const UNTOUCHED = 900;

const numberOf = (serial: number): string => syntheticNumber(BORN, serial);

export async function giveHomes(url: string): Promise<void> {
  const serials = [...Array.from({ length: SAMPLE }, (_, serial) => serial), UNTOUCHED];
  const moved = serials.map((serial) =>
    cloudEvent('residence-changed', {
      reporter: 'cpr',
      client: 'cpr',
      cpr: numberOf(serial),
      id: `home-${serial}`,
      data: { municipality: '0751', from: BORN },
    }),
  );
  const { status, body } = await client(url).report('cpr', moved);
  if (status !== 202 || body.counts.accepted !== moved.length)
    throw new Error(`homes were not taken in: ${status} ${JSON.stringify(body)}`);
}

/** The adviser's answers about the sample as known at a position; whole answers. */
export async function answersAt(url: string, position: number): Promise<unknown[]> {
  const service = client(url);
  const answers: unknown[] = [];
  for (let serial = 0; serial < SAMPLE; serial += 1) {
    const key = await keyOf(url, serial);
    for (const validOn of ['2024-01-01', '2025-09-01']) {
      const { status, body } = await service.get(
        `/v1/persons/${key}/status?validOn=${validOn}&knownAt=${position}`,
        'adviser-0751',
        PURPOSE,
      );
      answers.push({ key, status, body });
    }
  }
  return answers;
}

async function keyOf(url: string, serial: number): Promise<string> {
  const { body } = await client(url).send(
    'POST',
    '/v1/persons/lookup',
    { cpr: numberOf(serial) },
    'adviser-0751',
    PURPOSE,
  );
  return body.key as string;
}

async function statusOfUntouched(url: string): Promise<string> {
  const key = await keyOf(url, UNTOUCHED);
  const { body } = await client(url).get(`/v1/persons/${key}/status?validOn=2025-09-01`, 'adviser-0751', PURPOSE);
  return body.status as string;
}

export interface Later {
  readonly before: string;
  readonly after: string;
  /** Whether advisers could see it, by the receipt of the report. */
  readonly visible: boolean;
}

/** Reports on a person and waits until advisers see it, which needs every reader. */
export async function reportLater(url: string, patienceMilliseconds: number): Promise<Later> {
  const before = await statusOfUntouched(url);
  const data = {
    enrolmentId: 'E-later',
    institution: '990110',
    education: { system: 'cosa', code: '1920' },
    startsOn: '2025-08-11',
    kind: 'vocational',
  };
  const { body } = await client(url).report(
    'sa-nord',
    cloudEvent('enrolment-registered', { reporter: '990110', cpr: numberOf(UNTOUCHED), id: 'later', data }),
  );
  const until = performance.now() + patienceMilliseconds;
  for (;;) {
    const receipt = await client(url).get(body.items[0].receipt as string, 'sa-nord');
    const visible = receipt.body.visible !== null;
    if (visible || performance.now() > until) return { before, after: await statusOfUntouched(url), visible };
    await pause(20);
  }
}
