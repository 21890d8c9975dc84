import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fieldError } from '#libs/problems';
import { cloudEvent, syntheticNumber } from '../service/reports.ts';
import { type RunningService, startService } from '../service/running.ts';
import { boundErrors } from '../../libs/intake/receipt/batch-receipt.ts';

let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const ITEMS = 2_000;
const UNKNOWN = Object.fromEntries(Array.from({ length: 150 }, (_, at) => [`felt${at}`, 1]));

function wrong(at: number): Record<string, unknown> {
  const event = cloudEvent('residence-changed', {
    id: `wrong-${at}`,
    reporter: 'cpr',
    cpr: syntheticNumber('2009-10-12', at % 900),
    time: '2026-01-05T08:00:00Z',
    data: { municipality: '0751', from: '2026-01-05' },
  });
  return { ...event, ...UNKNOWN };
}

async function send(
  reports: readonly unknown[],
  query = '',
): Promise<{ status: number; text: string; body: any; sent: number }> {
  const packed = gzipSync(JSON.stringify(reports));
  const headers = {
    Authorization: `Bearer ${await service.token('cpr')}`,
    'Content-Type': 'application/cloudevents-batch+json',
    'Content-Encoding': 'gzip',
  };
  const response = await fetch(`${service.url}/v1/events${query}`, { method: 'POST', body: packed, headers });
  const text = await response.text();
  return { status: response.status, text, body: JSON.parse(text), sent: packed.length };
}

/** Bytes of the receipts' tables on disk, before they are packed. */
async function stored(): Promise<number> {
  const { rows } = await service.parts.pool.query<{ bytes: string }>(
    `select coalesce(sum(length(i::text)), 0) as bytes from receipts.items i`,
  );
  return Number(rows[0]?.bytes);
}

describe('a batch of reports full of unknown fields', () => {
  let answer: Awaited<ReturnType<typeof send>>;
  let kept: number;
  beforeAll(async () => {
    answer = await send(Array.from({ length: ITEMS }, (_, at) => wrong(at)));
    kept = await stored();
  });

  test('is answered with the first errors of each report and the number of the others', () => {
    expect(answer.body.counts).toMatchObject({ refused: ITEMS });
    const [first, ...others] = answer.body.items;
    expect(first).toMatchObject({
      id: 'wrong-0',
      outcome: 'refused',
      errors: expect.arrayContaining([expect.objectContaining({ code: 'unknown-field', pointer: '/felt0' })]),
    });
    expect(first.errors).toHaveLength(20);
    expect(first.errorsLeftOut).toBeGreaterThanOrEqual(30);
    for (const item of others) expect([item.errors.length > 0, item.errorsLeftOut > 0]).toEqual([true, true]);
  });

  test('costs less than 700 bytes per report in the answer, and 250 in the table', () => {
    console.info(
      `${ITEMS} reports of 150 unknown fields: ${answer.sent} bytes in, ${answer.text.length} out, ${kept} stored`,
    );
    expect(answer.text.length / ITEMS).toBeLessThan(700);
    expect(kept / ITEMS).toBeLessThan(250);
  });

  test('has a receipt equal to the answer, and the receipt of one report reads one row', async () => {
    const { body: whole } = await service.get(`/v1/receipts/${answer.body.receiptId}`, 'cpr');
    expect(whole.items).toEqual(answer.body.items);
    const { body: one } = await service.get(answer.body.items[1_234].receipt, 'cpr');
    expect(one).toEqual({ ...answer.body.items[1_234], receivedAt: expect.any(String) });
    const { rows } = await service.parts.pool.query(
      `explain (analyze, format json) select i.errors from receipts.batches b
       left join receipts.items i on i.receipt_id = b.receipt_id and i.index = 1234 where b.receipt_id = $1`,
      [answer.body.receiptId],
    );
    expect(JSON.stringify(rows)).toContain('items_pkey');
  });

  test('sent as all or nothing is a problem of a hundred errors at most', async () => {
    const refused = await send(
      Array.from({ length: 500 }, (_, at) => wrong(at)),
      '?mode=all-or-nothing',
    );
    expect([refused.status, refused.body.errors.length]).toEqual([422, 100]);
    expect(refused.body.errorsLeftOut).toBeGreaterThan(500 * 50 - 1_000);
  });
});

test('a single report and a look-up are answered with twenty errors at most', async () => {
  const single = await service.report('cpr', wrong(1));
  expect([single.status, single.body.errors.length, single.body.errorsLeftOut >= 30]).toEqual([422, 20, true]);
  const many = Object.fromEntries(Array.from({ length: 2_000 }, (_, at) => [`felt${at}`, 1]));
  const lookup = await service.send('POST', '/v1/persons/lookup', many, 'adviser-0751', { 'X-Purpose': 'follow-up' });
  expect([lookup.status, lookup.body.errors.length]).toEqual([422, 20]);
});

test('a receipt stored before receipts were rows stays readable, as a whole and by its reports', async () => {
  const receiptId = '01234567-89ab-4def-8123-456789abcdef';
  const items = [
    {
      id: 'old-1',
      outcome: 'refused',
      errors: [fieldError('/time', 'time')],
      next: 'fix',
      receipt: `/v1/receipts/${receiptId}.0`,
    },
    {
      id: 'old-2',
      outcome: 'refused',
      errors: [fieldError('/id', 'sender-id')],
      next: 'fix',
      receipt: `/v1/receipts/${receiptId}.1`,
    },
  ];
  const counts = { accepted: 0, duplicate: 0, held: 0, refused: 2 };
  await service.parts.pool.query(
    'insert into receipts.batches (receipt_id, client, received_at, counts, items) values ($1, $2, $3, $4, $5)',
    [receiptId, 'cpr', '2026-01-05T08:00:00Z', JSON.stringify(counts), JSON.stringify(items)],
  );
  expect((await service.get(`/v1/receipts/${receiptId}`, 'cpr')).body).toMatchObject({ receiptId, counts, items });
  expect((await service.get(`/v1/receipts/${receiptId}.1`, 'cpr')).body).toMatchObject(items[1] ?? {});
  expect((await service.get(`/v1/receipts/${receiptId}.2`, 'cpr')).status).toBe(404);
  expect((await service.get(`/v1/receipts/${receiptId}.1`, 'sa-nord')).status).toBe(404);
});

test('sabotage: errors without a limit are as many as the fields', () => {
  const errors = Array.from({ length: 50 }, (_, at) => fieldError(`/felt${at}`, 'unknown-field'));
  const items = Array.from({ length: 100 }, () => ({ errors }));
  const bytes = (some: readonly object[]): number => JSON.stringify(some).length / some.length;
  expect(bytes(boundErrors(items))).toBeLessThan(1_500);
  expect(() => expect(bytes(items)).toBeLessThan(1_500)).toThrow();
});
