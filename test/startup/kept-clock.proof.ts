import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type TestDatabase, testDatabase } from '#libs/testing';
import type { Alteration } from '../sabotage/altered.ts';
import { startAlteredOn } from '../sabotage/altered-service.ts';
import { cloudEvent, syntheticNumber } from '../service/reports.ts';

const HOUR = 3_600_000;
const STANDS_BEFORE = /clock would stand before what is recorded already; it goes on from (\S+)\. /;

let opened: TestDatabase;
beforeAll(async () => void (opened = await testDatabase()));
afterAll(() => opened.drop());

/** The machine's own clock, off by that many hours. */
const machine = (hours: number): readonly Alteration[] => [
  { file: 'libs/calendar/clock.ts', from: 'new Date()', to: `new Date(Date.now() + ${hours * HOUR})` },
];

interface Run {
  readonly clock: Date;
  /** The moment from which the clock went on, by the log line; undefined without a line. */
  readonly goesOnFrom: Date | undefined;
}

/** One run of the sandbox on the same data, with the machine's clock off by that many hours. */
async function run(
  hours: number,
  work: (service: Awaited<ReturnType<typeof startAlteredOn>>) => Promise<void> = async () => undefined,
): Promise<Run> {
  const service = await startAlteredOn(opened.url, machine(hours), { LOG_LEVEL: 'warn' });
  try {
    const clock = new Date((await service.get('/v1/sandbox')).body.clock as string);
    const from = service.lines.flatMap((line) => STANDS_BEFORE.exec(line)?.[1] ?? [])[0];
    await work(service);
    return { clock, goesOnFrom: from === undefined ? undefined : new Date(from) };
  } finally {
    await service.stop();
  }
}

const hoursBetween = (one: Date, other: Date): number => (other.getTime() - one.getTime()) / HOUR;
const SET = new Date('2027-03-01T08:00:00Z');

test("a sandbox started again on the same data goes on from the last state of its clock, whatever the machine's clock does", async () => {
  await run(0, async (service) => {
    await service.setClock(SET.toISOString());
    const person = {
      cpr: syntheticNumber('2010-03-03', 1),
      time: SET.toISOString(),
      data: { birthDate: '2010-03-03' },
    };
    expect(
      (await service.report('cpr', cloudEvent('person-registered', { reporter: 'cpr', client: 'cpr', ...person })))
        .status,
    ).toBe(202);
  });
  const again = await run(0);
  expect([again.goesOnFrom, Math.round(hoursBetween(SET, again.clock))]).toEqual([undefined, 0]);
  const machineLater = await run(48);
  expect([machineLater.goesOnFrom, Math.round(hoursBetween(SET, machineLater.clock))]).toEqual([undefined, 48]);
}, 120_000);

test("if the machine's clock went back, the sandbox goes on from the last recorded moment, logged once", async () => {
  const back = await run(-48, async (service) => {
    const { body } = await service.send('PUT', '/v1/sandbox/clock', {
      now: new Date(SET.getTime() - HOUR).toISOString(),
    });
    expect(body.code).toBe('clock-before-log');
    const person = { cpr: syntheticNumber('2010-03-03', 2), data: { birthDate: '2010-03-03' } };
    expect(
      (await service.report('cpr', cloudEvent('person-registered', { reporter: 'cpr', client: 'cpr', ...person })))
        .status,
    ).toBe(202);
  });
  expect(Math.round(hoursBetween(SET, back.goesOnFrom ?? new Date(0)))).toBe(0);
  expect(back.clock >= SET).toBe(true);
  const { rows } = await opened.database.pool.query<{ falls: number }>(
    `select count(*)::int as falls
     from (select recorded_at < lag(recorded_at) over (order by position) as fell from log.events) e where fell`,
  );
  expect(rows).toEqual([{ falls: 0 }]);
  // The start saved its repair: the next start has nothing to repair.
  expect((await run(-48)).goesOnFrom).toBeUndefined();
}, 120_000);
