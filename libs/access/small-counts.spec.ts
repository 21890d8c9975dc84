import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { suppressCohort, suppressSmallCounts } from './index.ts';

describe('small counts', () => {
  test.each([
    ['nothing small: nothing hidden', { a: 5, b: 9, c: 0 }, { a: 5, b: 9, c: 0 }, 14],
    ['one small: the next larger is hidden with it', { a: 3, b: 7, c: 9 }, { a: null, b: null, c: 9 }, 19],
    ['two that are small, together large enough', { a: 4, b: 4, c: 9 }, { a: null, b: null, c: 9 }, 17],
    ['two ones would be known from their sum: a third is hidden', { a: 1, b: 1, c: 9, d: 20 }, { a: null, b: null, c: null, d: 20 }, 31],
    ['one small and else nobody: the total is hidden', { a: 3, b: 0 }, { a: null, b: 0 }, null],
    ['a few small ones and else nobody: the total is hidden', { a: 2, b: 2 }, { a: null, b: null }, null],
    ['nobody at all', { a: 0 }, { a: 0 }, 0],
    ['no counts', {}, {}, 0],
  ])('%s', (_, counts, shown, total) => {
    expect(suppressSmallCounts<string>(counts)).toEqual({ counts: shown, total });
  });

  test('no hidden count of 1-4 can be reckoned from what is shown', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 12 }), { maxLength: 8 }), (numbers) => {
        const counts = Object.fromEntries(numbers.map((count, index) => [`s${index}`, count]));
        const { counts: shown, total } = suppressSmallCounts(counts);
        const hidden = Object.values(shown).filter((count) => count === null).length;
        for (const count of Object.values(shown)) expect(count === null || count === 0 || count >= 5).toBe(true);
        if (total === null || hidden === 0) return;
        const rest = total - Object.values(shown).reduce<number>((sum, count) => sum + (count ?? 0), 0);
        expect(hidden).toBeGreaterThan(1);
        // Each hidden count is at least one: with a single way to share `rest` out, it would be no secret.
        expect(rest).toBeGreaterThan(hidden);
      }),
    );
  });

  test('a cohort does not say a hidden count over again in its coverage', () => {
    const cohort = { counts: { enrolled: 40, unknown: 2, completed: 8 }, coverage: { persons: 50, institutionsReporting: 3, unknown: 2 } };
    expect(suppressCohort(cohort)).toEqual({
      counts: { enrolled: 40, unknown: null, completed: null },
      coverage: { persons: 50, institutionsReporting: 3, unknown: null },
    });
  });

  test('a cohort nobody of which is unknown says so', () => {
    const cohort = { counts: { enrolled: 40 }, coverage: { persons: 40, institutionsReporting: 3, unknown: 0 } };
    expect(suppressCohort<string>(cohort).coverage).toEqual({ persons: 40, institutionsReporting: 3, unknown: 0 });
  });
});
