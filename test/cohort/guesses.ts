import { type FixedNoise, type NoisyPersons, SECRET_NUMBERS } from '#libs/access';

/** The noise that makes the figure of a cell: the product's, or a weaker one. */
export type Figures = Pick<FixedNoise, 'figureOf'>;

/** Random numbers from 0 to 1, the same for the same seed (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A person as the noise sees it: a secret number, and how rare the person is. */
export interface Secret {
  readonly secret: number;
  readonly level: number;
}

/** Random people and tables, for an attacker to guess about. */
export class Population {
  readonly roll: () => number;

  constructor(seed: number) {
    this.roll = dice(seed);
  }

  persons(count: number): Secret[] {
    return Array.from({ length: count }, () => ({
      secret: Math.floor(this.roll() * SECRET_NUMBERS),
      level: Math.min(16, Math.floor(-Math.log2(1 - this.roll()))),
    }));
  }

  /** A cell as large as those of a municipality may be: small ones are as likely as large ones. */
  cell(least: number, most = 200): Secret[] {
    return this.persons(Math.floor(least * Math.exp(this.roll() * Math.log((most + 1) / least))));
  }

  /** A number from one to `most`. */
  few(most: number): number {
    return 1 + Math.floor(this.roll() * most);
  }
}

/** The persons of a cell, added up by level. */
export function asCell(persons: readonly Secret[]): NoisyPersons[] {
  const levels = new Map<number, NoisyPersons>();
  for (const { level, secret } of persons) {
    const sum = levels.get(level);
    levels.set(level, {
      level,
      persons: (sum?.persons ?? 0) + 1,
      secret: ((sum?.secret ?? 0) + secret) % SECRET_NUMBERS,
    });
  }
  return [...levels.values()];
}

/**
 * The conclusion of an attacker from published figures and from full knowledge of all other persons, about one person
 * that is in the cell or is not.
 */
export type Attack = (figures: Figures, population: Population, isThere: readonly Secret[]) => string | number;

/**
 * The share of right guesses about one person by the best possible guess: from a first set of cases with known outcomes
 * the attacker learns which outcome each finding goes with, and then guesses about others. A coin is right in a half.
 */
export function rightGuesses(figures: Figures, attack: Attack, seed: number, cases: number): number {
  const population = new Population(seed);
  const seen = new Map<string, { there: number; away: number }>();
  const meet = (): { readonly there: boolean; readonly finding: string } => {
    const there = population.roll() < 0.5;
    return { there, finding: String(attack(figures, population, there ? population.persons(1) : [])) };
  };
  for (let learned = 0; learned < cases; learned += 1) {
    const { there, finding } = meet();
    const times = seen.get(finding) ?? { there: 0, away: 0 };
    times[there ? 'there' : 'away'] += 1;
    seen.set(finding, times);
  }
  let right = 0;
  for (let guessed = 0; guessed < cases; guessed += 1) {
    const { there, finding } = meet();
    const { there: often, away } = seen.get(finding) ?? { there: 0, away: 0 };
    const guess = often === away ? population.roll() < 0.5 : often > away;
    if (guess === there) right += 1;
  }
  return right / cases;
}
