import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { FixedNoise, type NoisyPersons, SECRET_NUMBERS } from './fixed-noise.ts';

const tenant = (seed: number) => new FixedNoise(Buffer.alloc(32, seed));

/** The persons of a cell by number, summed by level as the database does it. */
function cellOf(persons: readonly number[]): NoisyPersons[] {
  const levels = new Map<number, NoisyPersons>();
  for (const person of persons) {
    const bytes = createHash('sha256').update(`person ${person}`).digest();
    const level = Math.clz32(bytes.readUInt16BE(6)) - 16;
    const sum = levels.get(level);
    levels.set(level, {
      level,
      persons: (sum?.persons ?? 0) + 1,
      secret: ((sum?.secret ?? 0) + bytes.readUIntBE(0, 6)) % SECRET_NUMBERS,
    });
  }
  return [...levels.values()];
}
const range = (count: number, from = 0): number[] => Array.from({ length: count }, (_, index) => from + index);

describe('fixed noise', () => {
  test('lies within two of the count, each step equally often, and shows zero for less than zero', () => {
    const steps = new Map<number, number>();
    for (let table = 0; table < 5_000; table += 1) {
      const figure = tenant(1).figureOf('0751 enrolled', cellOf(range(40, table * 100)));
      steps.set(figure - 40, (steps.get(figure - 40) ?? 0) + 1);
    }
    expect([...steps.keys()].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2]);
    for (const times of steps.values()) expect(Math.abs(times / 5_000 - 0.2)).toBeLessThan(0.03);
    for (const count of [0, 1, 2]) {
      for (let table = 0; table < 300; table += 1)
        expect(tenant(1).figureOf(`place ${table}`, cellOf(range(count, table * 10)))).toBeGreaterThanOrEqual(0);
    }
  });

  test('is the same for the same persons, for every table and every way of adding them up', () => {
    const persons = range(30);
    const figure = tenant(1).figureOf('nation enrolled', cellOf(persons));
    for (const name of ['0751 enrolled', 'nation persons', 'nation enrolled']) {
      expect(tenant(1).figureOf(name, cellOf(persons.toReversed()))).toBe(figure);
      const inParts = [...cellOf(persons), { level: 3, persons: 0, secret: 0 }].toReversed();
      expect(tenant(1).figureOf(name, inParts)).toBe(figure);
    }
  });

  test('belongs to the tenant: another key gives another noise', () => {
    const figures = range(60).map((seed) => tenant(seed).figureOf('0751 enrolled', cellOf(range(30))));
    expect(new Set(figures).size).toBe(5);
  });

  test('an empty cell shows 0, 1 or 2 as its place and status have it, and one person 0 to 3', () => {
    const empty = range(2_000).map((place) => tenant(1).figureOf(`${place} on-leave`, []));
    const one = range(2_000).map((place) => tenant(1).figureOf(`${place} on-leave`, cellOf([place])));
    const share = (figures: readonly number[], figure: number) =>
      figures.filter((shown) => shown === figure).length / figures.length;
    for (const [figure, ofEmpty, ofOne] of [
      [0, 0.6, 0.4],
      [1, 0.2, 0.2],
      [2, 0.2, 0.2],
      [3, 0, 0.2],
    ] as const) {
      expect(Math.abs(share(empty, figure) - ofEmpty)).toBeLessThan(0.04);
      expect(Math.abs(share(one, figure) - ofOne)).toBeLessThan(0.04);
    }
    expect(range(50).map(() => tenant(1).figureOf('0751 on-leave', []))).toEqual(
      range(50).map(() => tenant(1).figureOf('0751 on-leave', [])),
    );
  });
});
