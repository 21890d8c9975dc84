import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Call, type IntakeContext, ReportIntake } from '#libs/intake';
import type { NewEvent } from '#libs/event-store';
import { acceptTogether } from '../../libs/intake/accept-reports.ts';
import { cloudEvent, syntheticNumber } from '../service/reports.ts';
import { type RunningService, startService } from '../service/running.ts';

let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

type Report = ReturnType<typeof cloudEvent>;
const SENDER = {
  clientId: 'sa-nord',
  systemId: 'sa-nord',
  role: 'source-system',
  reporters: ['990110'],
} as unknown as Call['sender'];
const asCall = (report: Report): Call => ({ sender: SENDER, reports: [report], kind: 'single' });

function enrolment(serial: number, id = `gathered-${serial}`, startsOn = '2025-08-11'): Report {
  const data = {
    enrolmentId: 'E-1',
    institution: '990110',
    education: { system: 'cosa', code: '1920' },
    startsOn,
    kind: 'vocational',
  };
  return cloudEvent('enrolment-registered', {
    reporter: '990110',
    cpr: syntheticNumber('2007-03-04', serial),
    time: '2026-01-05T08:00:00Z',
    id,
    data,
  });
}

/** An intake on a log that runs `before` ahead of each append. */
function intakeWith(before: (events: readonly NewEvent[]) => void): ReportIntake {
  const { context } = service.parts.intake;
  const append: IntakeContext['store']['append'] = async (events, ...rest) => {
    before(events);
    return context.store.append(events, ...rest);
  };
  const store = Object.assign(Object.create(context.store) as IntakeContext['store'], { append });
  return new ReportIntake({ ...context, store });
}

const spoils = (events: readonly NewEvent[]): void => {
  if (events.some(({ senderId }) => senderId === 'spoiler')) throw new Error('a fault of ours, in one report');
};

describe('single reports that arrive at the same time', () => {
  test('are appended together, and each has the receipt that it would have alone', async () => {
    const sizes: number[] = [];
    const intake = intakeWith((events) => void sizes.push(events.length));
    const receipts = await Promise.all(
      Array.from({ length: 60 }, (_, serial) => intake.accept(asCall(enrolment(serial)))),
    );
    expect(receipts.map(({ items: [item] }) => [item?.id, item?.outcome])).toEqual(
      Array.from({ length: 60 }, (_, serial) => [`gathered-${serial}`, 'accepted']),
    );
    for (const { receiptId, items, counts } of receipts) {
      expect(items).toEqual([
        {
          id: items[0]?.id,
          outcome: 'accepted',
          eventId: receiptId,
          position: expect.any(Number),
          receipt: `/v1/receipts/${receiptId}`,
        },
      ]);
      expect(counts).toEqual({ accepted: 1, duplicate: 0, held: 0, refused: 0 });
    }
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(60);
    expect(sizes.length).toBeLessThan(10);
    const { rows } = await service.parts.pool.query(
      `select count(*)::int as stored from receipts.batches where client = 'sa-nord'`,
    );
    expect(rows).toEqual([{ stored: 0 }]);
  });

  test('are decided in the order of arrival, each on those before it, with a verdict of its own', async () => {
    const { intake } = service.parts;
    const first = enrolment(100);
    const interruption = cloudEvent('education-interrupted', {
      reporter: '990110',
      cpr: syntheticNumber('2007-03-04', 100),
      time: '2026-01-05T08:00:00Z',
      id: 'then',
      data: { enrolmentId: 'E-1', lastDay: '2025-12-19', reason: { system: 'neutral', code: 'moved' } },
    });
    const wrong = enrolment(101, 'wrong', '2025-02-30');
    const sent = [
      enrolment(99),
      enrolment(98),
      first,
      interruption,
      first,
      enrolment(100, 'gathered-100', '2025-08-12'),
      wrong,
    ];
    const receipts = await Promise.all(sent.map((report) => intake.accept(asCall(report))));
    expect(receipts.map(({ items: [item] }) => [item?.outcome, item?.errors?.map(({ code }) => code)])).toEqual([
      ['accepted', undefined],
      ['accepted', undefined],
      ['accepted', undefined],
      ['accepted', undefined],
      ['duplicate', undefined],
      ['refused', ['changed-content']],
      ['refused', ['day']],
    ]);
    const refused = receipts.filter(({ counts }) => counts.refused === 1).map(({ receiptId }) => receiptId);
    const { rows } = await service.parts.pool.query<{ receipt_id: string }>(
      'select receipt_id from receipts.batches where receipt_id = any($1)',
      [refused],
    );
    expect(rows.map((row) => row.receipt_id).sort()).toEqual([...refused].sort());
  });
});

describe('a report that cannot be stored', () => {
  const company = (from: number): Report[] => [
    enrolment(from),
    enrolment(from + 1),
    enrolment(from + 2),
    enrolment(from + 3, 'spoiler'),
    enrolment(from + 4),
  ];

  test('for a fault of ours fails alone: its neighbours are accepted', async () => {
    const intake = intakeWith(spoils);
    const ended = await Promise.allSettled(company(200).map((report) => intake.accept(asCall(report))));
    expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  });

  test('sabotage: makes its neighbours fail if they are appended together and not tried again', async () => {
    const intake = intakeWith(spoils);
    await expect(
      acceptTogether(
        intake.context,
        company(300).map((report) => intake.check(asCall(report))),
      ),
    ).rejects.toThrow('a fault of ours');
  });

  test('because the database is away is refused at once, without being tried again report by report', async () => {
    let tries = 0;
    const intake = intakeWith(() => {
      tries += 1;
      throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    });
    const ended = await Promise.allSettled(
      Array.from({ length: 30 }, (_, index) => intake.accept(asCall(enrolment(400 + index)))),
    );
    expect(ended.every(({ status }) => status === 'rejected')).toBe(true);
    expect(tries).toBeLessThan(5);
  });
});
