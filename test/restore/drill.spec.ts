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

describe('everything destroyed and restored into a new cluster', () => {
  test('every report and batch acknowledged before the snapshot is there, with its receipt and its position', () => {
    console.info(`drill: CRASH_SEED=${SEED}`);
    for (const figure of drillFigures(done(), SEED)) printFigure(figure);
    expect(done().promised).toBeGreaterThan(REPORTS / 2);
    expect(done().unmatched).toEqual([]);
    expect(done().load.surprises).toEqual([]);
  });

  test('the service went on while the backup was written; what was acknowledged after it is what is lost', () => {
    expect(done().acknowledgedMeanwhile).toBeGreaterThan(0);
    expect(done().lost).toBeLessThanOrEqual(done().load.acknowledged.length);
    expect(done().promised + done().lost).toBeGreaterThanOrEqual(REPORTS);
  });

  test('advisers are told what they were told before, as known at the same position', () => {
    expect(done().answers).toBeGreaterThan(20);
    expect(done().otherAnswers).toBe(0);
  });

  test('a report that comes now is accepted and seen: every reader goes on', () => {
    expect(done().later).toEqual({ before: 'unknown', after: 'enrolled', visible: true });
  });

  test('the chain holds', async () => {
    expect((await verifyChain(done().database.pool)).breaks).toEqual([]);
  });
});

test('sabotage: with the receipts left out of what is restored, they are reported unmatched', async () => {
  await done().database.pool.query('delete from receipts.batches');
  expect((await findLostBatches(done().url, done().load.batches.slice(0, 3))).length).toBe(3);
});
