import { once } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { type Alteration, spawnAltered } from '../sabotage/altered.ts';
import { startAlteredOn } from '../sabotage/altered-service.ts';
import { testDatabase } from '#libs/testing';
import { ServiceStory } from '../stories/service-story.ts';
import { livePersons, liveReporters, passed, shown } from './reporters-life.ts';

/** Whether facts about reporters change anything on a service run from altered sources. */
async function isUnchanged(alterations: readonly Alteration[]): Promise<boolean> {
  const { url, database, drop } = await testDatabase();
  const { stop, lines: _lines, ...running } = await startAlteredOn(url, alterations);
  try {
    const story = new ServiceStory({ ...running, parts: { pool: database.pool } });
    const young = await livePersons(story);
    const before = await shown(story, young);
    await liveReporters(story);
    await passed(story);
    return JSON.stringify(await shown(story, young)) === JSON.stringify(before);
  } catch (error) {
    // A service that cannot settle or answer any more has changed too.
    if (!(error instanceof Error) || !/did not settle|: [45]\d\d/u.test(error.message)) throw error;
    return false;
  } finally {
    await stop();
    await drop();
  }
}

test('without an alteration nothing changes', async () => {
  expect(await isUnchanged([])).toBe(true);
});

describe('sabotage: facts about reporters are noticed', () => {
  test.each<readonly [string, Alteration]>([
    [
      'by histories of all streams',
      { file: 'libs/persons/load.ts', from: '[persons.filter(isPersonStream)]', to: '[persons]' },
    ],
    [
      'by projections that set every long stream aside',
      { file: 'libs/bitemporal/projection.ts', from: 'isPersonStream(stream) && ', to: '' },
    ],
    [
      'by a policy that sets every long stream aside',
      { file: 'apps/worker/policies/policy.ts', from: 'isPersonStream(stream) && ', to: '' },
    ],
    [
      'by deliveries of all reports',
      { file: 'libs/event-store/event-reads.ts', from: " and ${ofPerson('stream')}", to: '' },
    ],
    [
      'by refusals that count for the reporter',
      {
        file: 'libs/intake/check/check-report.ts',
        from: 'return { id, errors, ofReporter: ',
        to: 'return { id, errors, reporter: reporterReport.from.reporter, ofReporter: ',
      },
    ],
  ])('%s', async (_what, alteration) => {
    expect(await isUnchanged([alteration])).toBe(false);
  });

  test('by a rebuild that reads all streams: it stops at a type it does not know', async () => {
    const { url, database, drop } = await testDatabase();
    const { stop, lines: _lines, ...running } = await startAlteredOn(url, []);
    const story = new ServiceStory({ ...running, parts: { pool: database.pool } });
    await livePersons(story);
    await liveReporters(story);
    await passed(story);
    await stop();
    // The last of all keys, so that the streams of reporters lie between the persons that a page reads.
    await database.pool.query(
      `insert into person_keys.persons values ('ffffffff-ffff-4fff-bfff-ffffffffffff', null, '2009-02-14', now())`,
    );
    const env = { DATABASE_URL: url, UNGESTATUS_MASTER_KEY: Buffer.alloc(32, 7).toString('base64') };
    const rebuilds = async (alterations: readonly Alteration[]): Promise<number | null> => {
      const child = spawnAltered(alterations, ['apps/cli/main.ts', 'rebuild', 'all', '--dry-run'], env);
      child.stdout?.resume();
      child.stderr?.resume();
      await once(child, 'exit');
      return child.exitCode;
    };
    const from = " and ${ofPerson('stream')}\n        order by stream, version`";
    const to = ' order by stream, version`';
    expect([await rebuilds([]), await rebuilds([{ file: 'libs/persons/load.ts', from, to }])]).toEqual([0, 1]);
    await drop();
  });
});
