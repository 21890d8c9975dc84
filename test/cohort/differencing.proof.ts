import { afterAll, describe, expect, test } from '@jest/globals';
import { FixedNoise, type NoisyPersons } from '#libs/access';
import { crashSeed } from '../crash/figure-line.ts';
import { asCell, type Attack, type Figures, type Population, rightGuesses, type Secret } from './guesses.ts';

const SEED = crashSeed();
const CASES = 10_000;
/** The highest share of right guesses about one person (docs/adr/0026). A coin is right in 50 %. */
const MOST_RIGHT = 0.62;
const NOISE = new FixedNoise(Buffer.alloc(32, SEED % 251));
const measured = new Map<string, number>();

const share = (figures: Figures, attack: Attack): number => rightGuesses(figures, attack, SEED, CASES);
const shown = (figures: Figures, name: string, persons: readonly Secret[]): number =>
  figures.figureOf(name, asCell(persons));
const sum = (numbers: readonly number[]): number => numbers.reduce((all, number) => all + number, 0);
const anyName = (population: Population): string => `place ${population.roll()}`;

/**
 * Pairs of tables or weeks that differ by one to four persons; the attacker knows all of them except whether one is
 * there.
 */
const ATTACKS: Readonly<Record<string, Attack>> = {
  'one cell, everybody else counted by hand': (figures, population, target) => {
    const others = population.cell(1);
    return shown(figures, 'a', [...others, ...target]) - others.length;
  },
  'the difference of two weeks, with one to three known newcomers': (figures, population, target) => {
    const [before, others] = [population.cell(1), population.persons(population.few(3))];
    return shown(figures, 'a', [...before, ...others, ...target]) - shown(figures, 'a', before) - others.length;
  },
  'the difference of two weeks, with one to three known leavers': (figures, population, target) => {
    const [before, leavers] = [population.cell(4), population.few(3)];
    return shown(figures, 'a', [...before.slice(leavers), ...target]) - shown(figures, 'a', before) + leavers;
  },
  'two weeks in which nobody else came or went, in a cell from 20 persons on': (figures, population, target) => {
    const before = population.cell(20);
    return shown(figures, 'a', [...before, ...target]) - shown(figures, 'a', before);
  },
  'the nation less its municipalities': (figures, population, target) => {
    const places = [population.cell(1, 60), population.cell(1, 60), population.cell(1, 60)];
    const rest = population.cell(1, 60);
    return (
      shown(figures, 'nation', [...places.flat(), ...rest, ...target]) -
      sum(places.map((place, index) => shown(figures, `place ${index}`, place))) -
      rest.length
    );
  },
  'the total less its cells': (figures, population, target) => {
    const [cells, own] = [[population.cell(1, 60), population.cell(1, 60)], population.cell(1, 60)];
    return (
      shown(figures, 'persons', [...cells.flat(), ...own, ...target]) -
      sum(cells.map((cell, index) => shown(figures, `cell ${index}`, cell))) -
      own.length
    );
  },
  'a cell that is empty or has one person': (figures, population, target) =>
    shown(figures, anyName(population), target),
  'the average of eight times asked, over weeks in which the cell stays the same': (figures, population, target) => {
    const others = population.cell(1);
    const asked = Array.from({ length: 8 }, () => shown(figures, 'a', [...others, ...target].toReversed()));
    return sum(asked) - 8 * others.length;
  },
};

/** The attacks that no noise within two can hide, measured so that they are known and get no worse (docs/adr/0026). */
const LIMITS: Readonly<Record<string, readonly [most: number, attack: Attack]>> = {
  'two weeks in which nobody else came or went, in a cell of 1 to 19 persons': [
    0.75,
    (figures, population, target) => {
      const before = population.cell(1, 19);
      return shown(figures, 'a', [...before, ...target]) - shown(figures, 'a', before);
    },
  ],
  'the average of eight weeks in which known persons come and go': [
    0.68,
    (figures, population, target) => {
      let others = population.cell(5);
      const weeks = Array.from({ length: 8 }, () => {
        others = [...others.slice(1), ...population.persons(1)];
        return shown(figures, 'a', [...others, ...target]);
      });
      return Math.round(sum(weeks) / 2) - 4 * others.length;
    },
  ],
  'a cell and its total together, everybody else counted by hand': [
    0.71,
    (figures, population, target) => {
      const [cell, others] = [population.cell(1), population.cell(1)];
      return [
        shown(figures, 'a', [...cell, ...target]) - cell.length,
        shown(figures, 'persons', [...cell, ...others, ...target]) - cell.length - others.length,
      ].join(' ');
    },
  ],
};

afterAll(() =>
  console.info(
    `differencing: CRASH_SEED=${SEED}, n=${CASES}\n` +
      `${[...measured].map(([what, right]) => `${(100 * right).toFixed(1)} % ${what}`).join('\n')}`,
  ),
);

describe('the best guess about one person', () => {
  test.each(Object.entries(ATTACKS))(
    'by %s is hardly better than a coin',
    (what, attack) => {
      const right = share(NOISE, attack);
      measured.set(what, right);
      expect(right).toBeLessThanOrEqual(MOST_RIGHT);
    },
    400_000,
  );

  test.each(Object.entries(LIMITS))(
    'by %s is no better than measured',
    (what, [most, attack]) => {
      const right = share(NOISE, attack);
      measured.set(`(limit) ${what}`, right);
      expect(right).toBeLessThanOrEqual(most);
    },
    400_000,
  );
});

describe('sabotage: the best guess about one person is good', () => {
  const count = (cell: readonly NoisyPersons[]): number => sum(cell.map(({ persons }) => persons));
  const ROWS: readonly [what: string, figures: Figures, by: string][] = [
    ['without noise', { figureOf: (_, cell) => count(cell) }, 'one cell, everybody else counted by hand'],
    [
      'if zeros are exact',
      { figureOf: (name, cell) => (count(cell) === 0 ? 0 : Math.max(1, NOISE.figureOf(name, cell))) },
      'a cell that is empty or has one person',
    ],
    [
      'if the noise is drawn anew each time',
      { figureOf: (_, cell) => count(cell) + Math.floor(Math.random() * 5) - 2 },
      'the average of eight times asked, over weeks in which the cell stays the same',
    ],
    // The cell key in its usual form: the sum of all secret numbers.
    [
      'if each change gives a new noise',
      {
        figureOf: (name, cell) =>
          count(cell) +
          NOISE.figureOf(name, [{ level: 0, persons: 5, secret: sum(cell.map(({ secret }) => secret)) % 2 ** 48 }]) -
          5,
      },
      'two weeks in which nobody else came or went, in a cell from 20 persons on',
    ],
  ];

  test.each(ROWS)(
    '%s',
    (_what, figures, by) => {
      const attack = ATTACKS[by];
      if (!attack) throw new Error(`no such attack: ${by}`);
      expect(share(figures, attack)).toBeGreaterThan(0.75);
    },
    400_000,
  );
});
