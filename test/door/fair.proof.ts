import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Call, type IntakeContext, type IntakeOptions, ReportIntake } from '#libs/intake';
import type { NewEvent } from '#libs/event-store';
import { cloudEvent, syntheticNumber } from '../service/reports.ts';
import { type RunningService, startService } from '../service/running.ts';

let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const senderOf = (clientId: string, reporter: string): Call['sender'] => ({
  clientId,
  systemId: clientId,
  role: 'source-system',
  reporters: [reporter],
});
const NORTH = senderOf('sa-nord', '990110');
const SOUTH = senderOf('sa-syd', '990610');

let next = 0;
function enrolment(sender: Call['sender']): Record<string, unknown> {
  const [reporter = ''] = sender.reporters;
  next += 1;
  const cpr = syntheticNumber(`2007-0${1 + (Math.floor(next / 900) % 9)}-04`, next % 900);
  const data = {
    enrolmentId: `E-${next}`,
    institution: reporter,
    education: { system: 'cosa', code: '1920' },
    startsOn: '2025-08-11',
    kind: 'vocational',
  };
  return cloudEvent('enrolment-registered', {
    client: sender.clientId,
    reporter,
    cpr,
    time: '2026-01-05T08:00:00Z',
    id: `fair-${next}`,
    data,
  });
}

function risk(sender: Call['sender'], cpr = syntheticNumber('2006-05-05', 1)): Record<string, unknown> {
  const [reporter = ''] = sender.reporters;
  next += 1;
  const data = { enrolmentId: 'E-none', assessedOn: '2026-01-05', level: 'red', assessor: 'Bo Vejleder' };
  return cloudEvent('dropout-risk-reported', {
    client: sender.clientId,
    reporter,
    cpr,
    time: '2026-01-05T08:00:00Z',
    id: `fair-${next}`,
    data,
  });
}

const single = (sender: Call['sender'], report: unknown): Call => ({ sender, reports: [report], kind: 'single' });
const batch = (sender: Call['sender'], reports: readonly unknown[]): Call => ({ sender, reports, kind: 'batch' });
const many = (count: number, sender: Call['sender']): unknown[] =>
  Array.from({ length: count }, () => enrolment(sender));

/** An intake on a log that records whose events it begins to append, and waits as given. */
function watchedIntake(wait: (reporter: string) => Promise<unknown> = async () => undefined, options?: IntakeOptions) {
  const began: string[] = [];
  const { context } = service.parts.intake;
  const append: IntakeContext['store']['append'] = async (events: readonly NewEvent[], ...rest) => {
    const reporter = events[0]?.reporter ?? '';
    began.push(reporter);
    await wait(reporter);
    return context.store.append(events, ...rest);
  };
  const store = Object.assign(Object.create(context.store) as IntakeContext['store'], { append });
  const intake = new ReportIntake({ ...context, store }, options);
  return { accept: (call: Call) => intake.accept(call), began };
}

/** The proof: while the reports of one client are held up before the log, an urgent report of another is appended. */
async function proveUrgentFirst(options?: IntakeOptions, patience = 20_000): Promise<void> {
  let urgentIn = false;
  const hold = async (reporter: string): Promise<void> => {
    const until = performance.now() + patience;
    while (reporter === '990110' && !urgentIn && performance.now() < until) await pause(5);
  };
  const { accept } = watchedIntake(hold, options);
  const held = [
    ...many(40, NORTH).map((report) => accept(single(NORTH, report))),
    accept(batch(NORTH, many(600, NORTH))),
  ];
  let othersDone = 0;
  for (const one of held) void one.then(() => (othersDone += 1));
  await pause(20);
  const { counts } = await accept(single(SOUTH, risk(SOUTH)));
  const before = othersDone;
  urgentIn = true;
  await Promise.all(held);
  expect(counts.refused).toBe(0);
  expect(before).toBe(0);
}

describe('the urgent lane', () => {
  test("a risk report is in the log while another sender's reports wait on their way", async () => {
    await proveUrgentFirst();
  });

  test('sabotage: turns that proof red if it is closed', async () => {
    await expect(proveUrgentFirst({ urgentPerSecond: 0 }, 900)).rejects.toThrow();
  });

  test('has a limit of its own: reports beyond it are ordinary, and not refused', async () => {
    const { accept } = watchedIntake(undefined, { urgentPerSecond: 5 });
    const receipts = await Promise.all(Array.from({ length: 60 }, () => accept(single(SOUTH, risk(SOUTH)))));
    expect(receipts.map(({ counts }) => counts.held + counts.accepted)).toEqual(Array.from({ length: 60 }, () => 1));
  });

  test('holds back batches of other clients near the answers, and none without an urgent report', async () => {
    let kept = 0;
    const { accept } = watchedIntake(undefined, { keepPace: async () => void (kept += 1) });
    await accept(batch(NORTH, many(600, NORTH)));
    expect(kept).toBe(0);
    await accept(single(SOUTH, risk(SOUTH)));
    await accept(batch(SOUTH, many(600, SOUTH)));
    expect(kept).toBe(0);
    await accept(batch(NORTH, many(600, NORTH)));
    expect(kept).toBe(2);
  });

  test('never lets a report overtake an earlier one of the same sender about the same person', async () => {
    let appended = 0;
    const { accept } = watchedIntake(async () => pause((appended += 1) % 2 === 0 ? 0 : 30));
    for (let round = 0; round < 20; round += 1) {
      const first = enrolment(SOUTH) as { data: { enrolmentId: string; person: { cpr: string } } };
      const urgent = risk(SOUTH, first.data.person.cpr) as { data: Record<string, unknown> };
      const both = [
        single(SOUTH, first),
        single(SOUTH, { ...urgent, data: { ...urgent.data, enrolmentId: first.data.enrolmentId } }),
      ];
      const [, second] = await Promise.all(both.map(accept));
      expect(second?.items[0]?.outcome).toBe('accepted');
    }
  });
});

describe('batches of several clients', () => {
  test("are accepted in parts, with the clients in turn: a small batch does not wait for another client's large ones", async () => {
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    const { accept, began } = watchedIntake(() => opened);
    const large = Array.from({ length: 4 }, () => accept(batch(NORTH, many(1_600, NORTH))));
    await pause(10);
    const small = accept(batch(SOUTH, many(10, SOUTH)));
    // Holds the parts at hand until the small batch waits behind them, on a machine of any speed.
    await pause(200);
    open();
    await small;
    const before = began.indexOf('990610');
    await Promise.all(large);
    expect(began.filter((reporter) => reporter === '990110')).toHaveLength(16);
    expect(before).toBeLessThanOrEqual(5);
  });

  test('have one receipt for all parts, in the order sent, and one for each item', async () => {
    const reports = many(1_600, NORTH).map((report, at) =>
      at % 400 === 7 ? { ...(report as object), time: 'no time' } : report,
    );
    const receipt = await new ReportIntake(service.parts.intake.context).accept(batch(NORTH, reports));
    expect(receipt.counts).toEqual({ accepted: 1_596, duplicate: 0, held: 0, refused: 4 });
    expect(receipt.items.map(({ id }) => id)).toEqual(reports.map((report) => (report as { id: string }).id));
    const refused = receipt.items.filter(({ outcome }) => outcome === 'refused');
    expect(refused.map((item) => item.receipt)).toEqual(
      [7, 407, 807, 1_207].map((at) => `/v1/receipts/${receipt.receiptId}.${at}`),
    );
    const whole = await service.get(`/v1/receipts/${receipt.receiptId}`, 'sa-nord');
    expect(whole.body).toMatchObject({
      counts: receipt.counts,
      items: receipt.items.map(({ position: _position, ...item }) => item),
    });
    expect((await service.get(`/v1/receipts/${receipt.receiptId}.807`, 'sa-nord')).body).toMatchObject({
      id: receipt.items[807]?.id,
      outcome: 'refused',
      errors: [{ pointer: '/time' }],
    });
    expect((await service.get(`/v1/receipts/${receipt.receiptId}.1600`, 'sa-nord')).status).toBe(404);
  });

  test('of a caller that is gone end with the current part; sent again they are complete', async () => {
    const reports = many(1_600, NORTH);
    let gone = false;
    const { accept, began } = watchedIntake(async () => void (gone = true));
    await accept({ ...batch(NORTH, reports), isGone: () => gone });
    expect(began).toHaveLength(1);
    expect((await new ReportIntake(service.parts.intake.context).accept(batch(NORTH, reports))).counts).toEqual({
      accepted: 1_100,
      duplicate: 500,
      held: 0,
      refused: 0,
    });
  });
});
