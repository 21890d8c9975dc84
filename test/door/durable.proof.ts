import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { verifyChain } from '#libs/event-store';
import type { BatchReceipt } from '#libs/intake';
import { findSandboxClient } from '#apps/sandbox/issuer/clients';
import { printFigure } from '../crash/figure-line.ts';
import { cloudEvent, syntheticNumber } from '../service/reports.ts';
import { type RunningService, startService } from '../service/running.ts';

let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const WRITERS = 50;
const ROUNDS = Number(process.env['WRITER_ROUNDS'] ?? 1);
const FEWER = 20;

interface Row {
  readonly event_id: string;
  readonly version: number;
  readonly position: number;
}

async function writeAtOnce(
  cpr: string,
  writers = WRITERS,
): Promise<{ statuses: number[]; items: { eventId: string; outcome: string }[] }> {
  const reports = Array.from({ length: writers }, (_, index) =>
    cloudEvent('enrolment-registered', {
      reporter: index % 2 === 0 ? '990110' : '990120',
      cpr,
      time: '2026-01-05T08:00:00Z',
      data: {
        enrolmentId: `E-${index}`,
        institution: index % 2 === 0 ? '990110' : '990120',
        education: { system: 'cosa', code: '1920' },
        startsOn: '2025-08-11',
        kind: 'other',
      },
    }),
  );
  const answers = await Promise.all(
    reports.map((report, index) =>
      index % 4 < 2 ? service.report(clientOf(index), report) : fromAnotherProcess(clientOf(index), report),
    ),
  );
  return { statuses: answers.map(({ status }) => status), items: answers.flatMap(({ body }) => body.items ?? []) };
}

const clientOf = (index: number): string => (index % 2 === 0 ? 'sa-nord' : 'sa-syd');

/** Sends as another intake process does, for half of the writers: this process gathers its own. */
async function fromAnotherProcess(client: string, report: object): Promise<{ status: number; body: BatchReceipt }> {
  const { reporters = [] } = findSandboxClient(client) ?? {};
  const sender = { clientId: client, systemId: client, role: 'source-system', reporters };
  return { status: 202, body: await service.parts.intake.accept({ sender, reports: [report], kind: 'single' }) };
}

async function rowsOf(eventIds: readonly string[]): Promise<Row[]> {
  const { rows } = await service.parts.pool.query<Row>(
    `select event_id, version, position from log.events
     where stream in (select stream from log.events where event_id = any($1)) and source not like $2
     order by version`,
    [eventIds, '%/ungestatus'],
  );
  return rows;
}

test('fifty concurrent writers about one unknown person are all accepted, none is lost, and the versions have no gaps', async () => {
  let [lost, toldOff] = [0, 0];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { statuses, items } = await writeAtOnce(syntheticNumber('2004-01-01', 100 + round));
    const rows = await rowsOf(items.map(({ eventId }) => eventId));
    toldOff += statuses.filter((status) => status !== 202).length;
    lost += items.filter(
      ({ eventId, outcome }) => outcome !== 'accepted' || !rows.some((row) => row.event_id === eventId),
    ).length;
    expect(rows.map(({ version }) => version)).toEqual(Array.from({ length: WRITERS }, (_, index) => index + 1));
    expect([...rows].sort((one, other) => one.position - other.position)).toEqual(rows);
  }
  printFigure({
    id: 'R5',
    value: lost + toldOff,
    unit: 'reports lost or refused',
    n: WRITERS * ROUNDS,
    seed: null,
    reach: '0',
    pass: lost + toldOff === 0,
  });
  expect([lost, toldOff]).toEqual([0, 0]);
}, 1_200_000);

test('two more rounds about other persons at the same time lose no event, and the chain of every stream verifies', async () => {
  const both = await Promise.all([2, 3].map((serial) => writeAtOnce(syntheticNumber('2004-01-01', serial), FEWER)));
  for (const { statuses, items } of both) {
    expect(statuses.every((status) => status === 202)).toBe(true);
    expect(await rowsOf(items.map(({ eventId }) => eventId))).toHaveLength(FEWER);
  }
  expect(await verifyChain(service.parts.pool)).toMatchObject({
    streams: 2 + ROUNDS,
    events: ROUNDS * WRITERS + 2 * FEWER,
    breaks: [],
  });
});

test('sabotage: one altered event breaks the chain', async () => {
  const { pool } = service.parts;
  await pool.query('alter table log.events disable trigger append_only');
  await pool.query("update log.events set reporter = '990210' where position = (select max(position) from log.events)");
  expect((await verifyChain(pool)).breaks).toMatchObject([{ why: 'altered' }]);
});

test('sabotage: without the expected version, writers share versions', async () => {
  await service.parts.pool.query('alter table log.events drop constraint one_event_per_version');
  const { items } = await writeAtOnce(syntheticNumber('2004-01-01', 4), FEWER);
  const versions = (await rowsOf(items.map(({ eventId }) => eventId))).map(({ version }) => version);
  expect(new Set(versions).size).toBeLessThan(FEWER);
});
