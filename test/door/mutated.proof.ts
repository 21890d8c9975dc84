import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { printFigure } from '../crash/figure-line.ts';
import { seedOfThisRun } from '../oracle/seed.ts';
import { type RunningService, startService } from '../service/running.ts';
import {
  byReport,
  deliver,
  type Delivered,
  deliveriesOf,
  reportsOf,
  saidOtherwise,
  seeded,
  timesInLog,
} from './deliveries.ts';

const PERSONS = Number(process.env['MUTATED_PERSONS'] ?? 30);
const seed = seedOfThisRun();

let service: RunningService;
beforeAll(async () => {
  // Each client sends forty batches at once here: a limit would refuse copies.
  service = await startService({ env: { LIMIT_BATCHES_AT_ONCE: 'off' } });
});
afterAll(() => service.stop());

const TAKEN = ['accepted', 'held', 'duplicate'];

/** Copies accepted, or answered as known, although other content had been accepted under their id. */
function acceptedOtherwise(delivered: readonly Delivered[]): Delivered[] {
  return byReport(delivered).flatMap((copies) => {
    const first = copies.find(({ outcome }) => outcome === 'accepted' || outcome === 'held');
    return copies.filter(({ content, outcome }) => content !== first?.content && TAKEN.includes(outcome));
  });
}

test('of two contents under one id, sent again and again in parallel, one is accepted and the other never', async () => {
  const reports = reportsOf(PERSONS, 0);
  const contents = [...reports, ...reports.map(saidOtherwise)];
  const delivered = await deliver(service, deliveriesOf(contents, seeded(seed)), 40);
  const accepted = acceptedOtherwise(delivered).length;
  const refused = delivered.filter(({ outcome }) => !TAKEN.includes(outcome));
  printFigure({
    id: 'R4',
    value: accepted,
    unit: 'reports',
    n: refused.length,
    seed,
    reach: '0',
    pass: accepted === 0,
  });
  expect(accepted).toBe(0);
  expect(refused.length).toBeGreaterThan(PERSONS * 5);
  expect(new Set(refused.map(({ pointers }) => pointers.length))).toEqual(new Set([1]));
  expect(new Set(await timesInLog(service.parts.pool, reports))).toEqual(new Set([1]));
}, 1_200_000);

test('sabotage: an intake that takes a changed content for a known one is found', async () => {
  const [report] = reportsOf(1, PERSONS);
  if (!report) throw new Error('no report');
  const delivered = await deliver(service, [[report], [saidOtherwise(report)], [report]], 1);
  expect(acceptedOtherwise(delivered)).toEqual([]);
  const asKnown = delivered.map((one) =>
    one.outcome === 'problem changed-content' ? { ...one, outcome: 'duplicate' } : one,
  );
  expect(acceptedOtherwise(asKnown)).toHaveLength(1);
});
