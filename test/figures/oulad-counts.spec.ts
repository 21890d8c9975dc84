import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { daysBetween } from '#libs/calendar';
import { anomaliesOf } from './oulad-anomalies.js';
import { compare } from './oulad-comparison.js';
import {
  DATES,
  type OuladStatus,
  type Students,
  countsOn,
  dayNumber,
  groupByStudent,
  sabotage,
} from './oulad-counts.js';
import { ouladFolder, readRegistrations } from './oulad-files.js';
import { writeSyntheticOulad } from './oulad-fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'oulad-'));
let students: Students;
beforeAll(() => {
  students = groupByStudent(readRegistrations(ouladFolder({ SHARED_DATA: writeSyntheticOulad(folder) })));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const allCounts = (of: Students) => new Map(DATES.map((date) => [date, countsOn(of, date)]));
const mismatches = (of: Students, against: Students): number =>
  compare(allCounts(of), allCounts(against)).filter(({ agrees }) => !agrees).length;

describe('the independent count of OULAD', () => {
  test("has its own calendar, which agrees with the service's", () => {
    for (const day of ['2013-02-01', '2013-12-31', '2014-01-01', '2016-02-29', '2016-03-01', '2100-03-01']) {
      expect(dayNumber(day) - dayNumber('2000-02-29')).toBe(daysBetween('2000-02-29', day));
    }
  });

  // [enrolled, awaiting-start, completed, interrupted, unknown], computed by hand from oulad-fixture.ts.
  test.each<[string, readonly number[]]>([
    ['2013-02-01', [7, 3, 0, 0, 1]],
    ['2013-03-01', [7, 2, 0, 1, 1]],
    ['2013-09-29', [7, 2, 0, 1, 1]],
    ['2013-09-30', [1, 3, 4, 2, 1]],
    ['2013-10-01', [4, 0, 4, 2, 1]],
    ['2013-12-31', [2, 0, 4, 3, 2]],
    ['2014-06-26', [2, 0, 4, 3, 2]],
    ['2014-06-27', [0, 0, 5, 4, 2]],
  ])('equals the count by hand on %s', (date, expected) => {
    const names: OuladStatus[] = ['enrolled', 'awaiting-start', 'completed', 'interrupted', 'unknown'];
    const counts = countsOn(students, date);
    expect(names.map((name) => counts[name])).toEqual(expected);
  });

  test.each(['shift', 'drop'] as const)('differs if and only if it is sabotaged (%s)', (kind) => {
    expect(mismatches(students, students)).toBe(0);
    expect(mismatches(sabotage(students, kind), students)).toBeGreaterThan(0);
  });

  test('has every student of the real data at every date, if the data is there', () => {
    const real = ouladFolder();
    if (!existsSync(real)) {
      console.warn(`NOT PROVEN HERE: ${real} is missing (set SHARED_DATA), so only a synthetic OULAD was counted.`);
      return;
    }
    const registrations = readRegistrations(real);
    const all = groupByStudent(registrations);
    expect([registrations.length, all.size]).toEqual([13_529, 13_327]);
    for (const date of DATES) {
      expect(Object.values(countsOn(all, date)).reduce((sum, count) => sum + count, 0)).toBe(13_327);
    }
    expect(anomaliesOf(registrations).map(({ count }) => count)).toEqual([3, 9, 974, 63, 0, 1, 0, 18, 202]);
    for (const kind of ['shift', 'drop'] as const) expect(mismatches(sabotage(all, kind), all)).toBeGreaterThan(0);
  });
});
