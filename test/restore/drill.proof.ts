import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { verifyChain } from '#libs/event-store';
import { temporaryFolder } from '#libs/testing';
import { crashSeed, printFigure } from '../crash/figure-line.ts';
import { findLostBatches } from '../crash/looked-up.ts';
import { type Drill, restoreDrill } from './drill.ts';
import { drillFigures } from './drill-figures.ts';

const SEED = crashSeed();
const REPORTS = 300;
const folders = [temporaryFolder(), temporaryFolder(), temporaryFolder()];

let drill: Drill | undefined;

function done(): Drill {
  if (!drill) throw new Error('the drill has not ended');
  return drill;
}

beforeAll(async () => {
  const [first = '', second = '', backup = ''] = folders.map(({ path }) => path);
  drill = await restoreDrill({ reports: REPORTS, seed: SEED, folders: { first, second, backup } });
}, 600_000);
afterAll(async () => {
  await drill?.end();
  for (const folder of folders) await folder.remove();
});

describe('after everything is destroyed and restored into a new cluster', () => {
  test('every report and batch acknowledged before the snapshot is found, with its receipt and its position', () => {
    console.info(`drill: CRASH_SEED=${SEED}`);
    for (const figure of drillFigures(done(), SEED)) printFigure(figure);
    expect(done().promised).toBeGreaterThan(REPORTS / 2);
    expect(done().unmatched).toEqual([]);
    expect(done().load.surprises).toEqual([]);
  });

  test('the service had gone on while the backup was written; reports acknowledged after it are lost', () => {
    expect(done().acknowledgedMeanwhile).toBeGreaterThan(0);
    expect(done().lost).toBeLessThanOrEqual(done().load.acknowledged.length);
    expect(done().promised + done().lost).toBeGreaterThanOrEqual(REPORTS);
  });

  test('advisers get the same answers as before, as known at the same position', () => {
    expect(done().answers).toBeGreaterThan(20);
    expect(done().otherAnswers).toBe(0);
  });

  test('a new report is accepted and shown: every reader goes on', () => {
    expect(done().later).toEqual({ before: 'unknown', after: 'enrolled', visible: true });
  });

  test('the chain verifies', async () => {
    expect((await verifyChain(done().database.pool)).breaks).toEqual([]);
  });
});

test('sabotage: receipts left out of the restored data are reported unmatched', async () => {
  await done().database.pool.query('delete from receipts.batches');
  expect((await findLostBatches(done().url, done().load.batches.slice(0, 3))).length).toBe(3);
});
