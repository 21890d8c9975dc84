import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getProjectRoot } from '#libs/database';
import { startService } from '../service/running.ts';
import { ServiceStory } from '../stories/service-story.ts';
import { tracedFiles } from './traced-files.ts';
import { walkedFiles, walkFaults } from './walk-page.ts';

const page = readFileSync(join(getProjectRoot(), 'docs/architecture.md'), 'utf8');

describe('the walk of docs/architecture.md', () => {
  let story: ServiceStory;
  let traced: string[] = [];

  beforeAll(async () => {
    story = new ServiceStory(await startService());
    const young = story.young('2010-02-14', 141);
    await story.at('2025-08-11T09:00:00Z');
    await story.lives(young, '0751');
    await story.enrols(young, { startsOn: '2025-08-11', expectedEndsOn: '2028-06-30' });
    await story.at('2026-06-15T06:02:11Z');
    await story.cases(young);
    traced = await tracedFiles(async () => {
      await story.leaves(young, '2026-06-10');
      expect(await story.cases(young)).toHaveLength(1);
    });
  });
  afterAll(() => story.service.stop());

  test('names only files that run between an interruption sent and its case on the work list', () => {
    process.stdout.write(`Product files that ran: ${traced.length}.\n`);
    expect(walkFaults(page, traced)).toEqual([]);
  });

  test('is about 25 files long', () => {
    const walked = walkedFiles(page);
    expect(walked.length).toBeGreaterThanOrEqual(20);
    expect(walked.length).toBeLessThanOrEqual(30);
  });

  test('sabotage: is refused if it names a file of another road', () => {
    const wrong = page.replace(/^(\| \d+ \| `)[^`]+`/m, '$1libs/backup/restore.ts`');
    expect(walkFaults(wrong, traced)).toEqual([
      'docs/architecture.md names libs/backup/restore.ts, which is not on the way of the report',
    ]);
  });
});
