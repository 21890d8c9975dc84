import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cloudEvent, syntheticNumber } from '../service/reports.ts';
import { type RunningService, startService } from '../service/running.ts';

let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const NUMBER = syntheticNumber('2009-10-14', 123);
const [DAY, SERIAL] = [NUMBER.slice(0, 6), NUMBER.slice(6)];
const FORMS: Readonly<Record<string, string>> = {
  bare: NUMBER,
  hyphen: `${DAY}-${SERIAL}`,
  blank: `${DAY} ${SERIAL}`,
  dots: `${DAY}.${SERIAL}`,
  slash: `${DAY}/${SERIAL}`,
  underscore: `${DAY}_${SERIAL}`,
  'en dash': `${DAY}\u2013${SERIAL}`,
  'no-break space': `${DAY}\u00a0${SERIAL}`,
  'zero-width': `${DAY}\u200b${SERIAL}`,
  'spaced dash': `${DAY} - ${SERIAL}`,
  'full width': [...NUMBER].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join(''),
  'in a word': `elev-${NUMBER}-1`,
  'digit by digit': [...NUMBER].join(' '),
};

const moved = (more: object = {}) => ({
  ...cloudEvent('residence-changed', {
    reporter: 'cpr',
    cpr: NUMBER,
    time: '2026-01-05T08:00:00Z',
    data: { municipality: '0751', from: '2026-01-05' },
  }),
  ...more,
});
const person = (cpr: unknown): object => ({ data: { person: cpr, municipality: '0751', from: '2026-01-05' } });

/** Reports with a civil number in a wrong place, each refused for another reason as well. */
const REPORTS: readonly (readonly [where: string, (number: string) => object])[] = [
  ['as the id beside a cpr that is a number', (number) => moved({ id: number, ...person({ cpr: 7_110_094_001 }) })],
  ['as the id beside a cpr that is a list', (number) => moved({ id: number, ...person({ cpr: [NUMBER] }) })],
  ['as the id beside a misspelt cpr', (number) => moved({ id: number, ...person({ cprNumber: NUMBER }) })],
  ['as the id beside a cpr elsewhere', (number) => moved({ id: number, cpr: NUMBER, ...person({}) })],
  ['as the id of a report without data', (number) => moved({ id: number, data: undefined })],
  ["as the id beside another person's cpr", (number) => moved({ id: number, ...person({ cpr: 'nobody' }) })],
  [
    'as the id beside a wrong day',
    (number) =>
      moved({
        id: number,
        data: { person: { cpr: syntheticNumber('2008-01-01', 3) }, municipality: '0751', from: 'yesterday' },
      }),
  ],
  ['in the source', (number) => moved({ source: `/systems/${number}/reporters/${number}` })],
  ['in the type', (number) => moved({ type: `dk.ungestatus.${number}.v1` })],
  ['as a name', (number) => moved({ [number]: 1, data: { [number]: 1, person: { [number]: 1 } } })],
  [
    'as the subject and a name twice removed',
    (number) => moved({ subject: number, data: { person: { cpr: { [number]: number } } } }),
  ],
  ['as the municipality', (number) => moved({ data: { person: { cpr: NUMBER }, municipality: number, from: number } })],
];

const shown = (value: unknown): string =>
  JSON.stringify(value)
    .normalize('NFKC')
    .replace(/(?<=\d)[^\p{L}\p{Nd}"]{1,4}(?=\d)/gu, '');

test.each(REPORTS)(
  'a civil number %s of a refused report is in no answer, no receipt and no table, in any spelling',
  async (_where, reportOf) => {
    const reports = Object.values(FORMS).map(reportOf);
    const batch = await service.report('cpr', reports);
    expect(batch.body.counts).toMatchObject({ refused: reports.length });
    const singles = await Promise.all(reports.map((report) => service.report('cpr', report)));
    expect(singles.map(({ status }) => status)).toEqual(reports.map(() => 422));
    const receipts = await Promise.all(
      [
        batch.body.items[0].receipt,
        `/v1/receipts/${batch.body.receiptId}`,
        ...singles.map(({ headers }) => headers.get('location') ?? ''),
      ].map((path) => service.get(path, 'cpr')),
    );
    expect(receipts.map(({ status }) => status)).toEqual(receipts.map(() => 200));
    for (const { body } of [batch, ...singles, ...receipts]) expect(shown(body)).not.toContain(NUMBER);
    const { rows } = await service.parts.pool.query(
      'select items.*, b.client from receipts.items join receipts.batches b using (receipt_id)',
    );
    expect(shown(rows)).not.toContain(NUMBER);
  },
);

test('all or nothing: the ids of the reports that were not stored are not repeated either if they are civil numbers', async () => {
  const honest = moved({
    id: FORMS['hyphen'],
    data: { person: { cpr: syntheticNumber('2008-01-01', 4) }, municipality: '0751', from: '2026-01-05' },
  });
  const refused = await service.report('cpr', [honest, moved({ time: 'no time' })], '?mode=all-or-nothing');
  expect(refused.status).toBe(422);
  expect(shown(refused.body)).not.toContain(NUMBER);
});

test("an id in the service's own form is repeated, so that the sender finds its report by it", async () => {
  const { body } = await service.report('cpr', [
    moved({ id: 'report-2026-01', time: 'no time' }),
    moved({ id: '550e8400-e29b-41d4-a716-446655440000', time: 'no time' }),
  ]);
  expect(body.items.map(({ id }: { id: string }) => id)).toEqual([
    'report-2026-01',
    '550e8400-e29b-41d4-a716-446655440000',
  ]);
});

test("a report that would be accepted is refused if its id is its person's number, in any spelling", async () => {
  for (const form of Object.values(FORMS))
    expect([form, (await service.report('cpr', moved({ id: form }))).status]).toEqual([form, 422]);
});
