import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { getProjectRoot } from '#libs/database';
import { printFigure } from '../crash/figure-line.ts';
import { cloudEvent, syntheticNumber } from '../service/reports.ts';
import { type RunningService, startService } from '../service/running.ts';
import { thinProgress } from '../../libs/subscriptions/thin-progress.ts';

/**
 * The causes of a table's growth, in the order of implication: a new person's report brings an event, and is a report.
 */
const KINDS = ['nothing', 'look', 'report', 'event', 'person'] as const;
type Kind = (typeof KINDS)[number];

let service: RunningService;
beforeAll(async () => {
  service = await startService({ stories: true });
});
afterAll(() => service.stop());

/** The table of the operations page: each name in its first cell, and the word in its second. */
function documentedKinds(): ReadonlyMap<string, Kind> {
  const page = readFileSync(join(getProjectRoot(), 'docs/operations.md'), 'utf8');
  const [, section = ''] = /## Tables and what they grow with\n([^]*?)\n## /.exec(page) ?? [];
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  return new Map(
    rows.flatMap((row) => {
      const [, names = '', word = ''] = row.split('|').map((cell) => cell.trim());
      return [...names.matchAll(/`([a-z_.]+)`/g)].map(([, name = '']) => [name, word as Kind] as const);
    }),
  );
}

async function counts(): Promise<ReadonlyMap<string, number>> {
  const { pool } = service.parts;
  const { rows: tables } = await pool.query<{ name: string }>(
    `select table_schema || '.' || table_name as name from information_schema.tables
     where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE' order by 1`,
  );
  const sql = tables
    .map(({ name }) => `select '${name}' as name, count(*)::int as rows from ${name}`)
    .join(' union all ');
  const { rows } = await pool.query<{ name: string; rows: number }>(sql);
  return new Map(rows.map(({ name, rows: count }) => [name, count]));
}

/** The number of rows by which each table grew during some work, once every reader has applied it. */
async function grownBy(work: () => Promise<unknown>): Promise<ReadonlyMap<string, number>> {
  await service.parts.worker?.settle(30_000);
  const before = await counts();
  await work();
  await service.parts.worker?.settle(30_000);
  const after = await counts();
  return new Map(
    [...after].map(([name, rows]) => [name, rows - (before.get(name) ?? 0)] as const).filter(([, more]) => more > 0),
  );
}

const N = 20;
const moved = (serial: number, municipality: string, id?: string) =>
  cloudEvent('residence-changed', {
    ...(id === undefined ? {} : { id }),
    reporter: 'cpr',
    cpr: syntheticNumber('2009-10-12', serial),
    time: '2026-01-05T08:00:00Z',
    data: { municipality, from: '2026-01-05' },
  });
const each = (work: (at: number) => Promise<unknown>) => async () => {
  for (let at = 0; at < N; at += 1) await work(at);
};

/** The work, and the kinds that may explain its growth. */
const WORK: readonly (readonly [what: string, allowed: readonly Kind[], work: () => Promise<unknown>])[] = [
  [
    'new persons',
    ['person', 'event', 'report'],
    each((at) => service.report('cpr', moved(at, '0751', `growth-${at}`))),
  ],
  [
    'more about them',
    ['event', 'report'],
    each((at) =>
      service.report(
        'cpr',
        cloudEvent('residence-changed', {
          reporter: 'cpr',
          cpr: syntheticNumber('2009-10-12', at),
          time: '2026-01-07T08:00:00Z',
          data: { municipality: '0461', from: '2026-01-07' },
        }),
      ),
    ),
  ],
  ['resends', ['report'], each((at) => service.report('cpr', moved(at, '0751', `growth-${at}`)))],
  ['refused reports', ['report'], each(() => service.report('cpr', { nonsense: true }))],
  ['looks', ['look'], each(() => service.get('/v1/cases', 'adviser-0751', { 'X-Purpose': 'follow-up' }))],
  ['cohorts', ['look'], each(() => service.get('/v1/cohort', 'adviser-0751'))],
  [
    'health and figures',
    ['nothing'],
    each(async () => [await service.get('/health/ready'), await service.get('/metrics')]),
  ],
  ['refused looks', ['nothing'], each(() => service.get('/v1/cases', 'adviser-0751'))],
  [
    'sweeps and nothing else',
    ['nothing'],
    async () => {
      for (let turn = 0; turn < 3; turn += 1) await service.parts.worker?.settle(30_000);
    },
  ],
];

test('every table has a row on the operations page, and every row of that page has a table', async () => {
  expect([...documentedKinds().keys()].sort()).toEqual([...(await counts()).keys()].sort());
  expect([...documentedKinds().values()].filter((kind) => !KINDS.includes(kind))).toEqual([]);
});

test('no table grows for another reason than the one on the operations page', async () => {
  const kinds = documentedKinds();
  const unexplained: string[] = [];
  for (const [what, allowed, work] of WORK) {
    for (const [table, rows] of await grownBy(work)) {
      const kind = kinds.get(table);
      if (kind === undefined || kind === 'nothing' || !allowed.includes(kind))
        unexplained.push(`${table} by ${rows} with ${what}`);
    }
  }
  printFigure({
    id: 'P14-growth',
    value: unexplained.length,
    unit: 'tables that grew unexplained',
    n: WORK.length * N,
    seed: null,
    reach: '0',
    pass: unexplained.length === 0,
  });
  expect(unexplained).toEqual([]);
}, 240_000);

test('the recorded lag of the readers does not grow with reports: two hours later at most a row a minute is left', async () => {
  const { rows } = await service.parts.pool.query<{ minutes: number }>(
    "select count(distinct date_trunc('minute', at))::int as minutes from feed.progress",
  );
  await thinProgress(service.parts.pool, new Date(service.parts.clock.now().getTime() + 2 * 3_600_000));
  expect((await counts()).get('feed.progress')).toBeLessThanOrEqual(rows[0]?.minutes ?? 0);
});
