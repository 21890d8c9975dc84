import { createHmac } from 'node:crypto';

/** Secret numbers of persons lie below it, and so do their sums. Exact in a JavaScript number. */
export const SECRET_NUMBERS = 2 ** 48;

/** The largest distance of a shown figure from the count (docs/adr/0026); a figure below zero is shown as zero. */
const FURTHEST = 2;
const STEPS = 2 * FURTHEST + 1;
/** Bits of the digest that choose the step: of 2^32 values the five steps share all but one evenly. */
const WORD_BYTES = 4;

/** Persons of a cell whose secret numbers are equally rare. */
export interface NoisyPersons {
  /** How rare: persons of level 0 are half of all, each further level half of the one before. */
  readonly level: number | null;
  readonly persons: number;
  /** The sum of their secret numbers, modulo SECRET_NUMBERS. */
  readonly secret: number;
}

export interface NoiseKeys {
  /** Makes each person's secret number. */
  readonly numbers: Buffer;
  /** Makes the noise of a sum. */
  readonly noise: Buffer;
}

/**
 * The fixed noise of published figures (docs/adr/0026): uniform in -2..+2, determined by the persons of the cell and by
 * nothing else. The same persons give the same figure in every table, week and repeated question, so asking again gives
 * no average. A total is a cell of its own: its persons are others than those of its parts, and so is its noise.
 *
 * Figures of a cell lie five apart. Where they lie follows from the secret numbers of its rarest persons, summed and passed
 * through a keyed digest; the noise is what leads from the count to the next of them. So a person that comes or goes mostly
 * leaves the figure as it is, and one figure in five moves. If every change gave a new noise, a figure that moved would prove
 * that somebody came or went, and persons that come and go would give draws enough for an average.
 */
export class FixedNoise {
  constructor(private readonly key: Buffer) {}

  /**
   * The figure shown for a cell, never below zero: a zero is shown for counts from 0 to 2, and an empty cell shows 0 to 2.
   * @param name place and status of the cell. It decides the noise of an empty cell: an empty cell has no persons to give it
   * any, and one noise for all empty cells would be recognised by being the same everywhere.
   */
  figureOf(name: string, cell: readonly NoisyPersons[]): number {
    const persons = cell.reduce((sum, part) => sum + part.persons, 0);
    const place = this.digestOf(persons === 0 ? `empty ${name}` : `persons ${rarestOf(cell)}`);
    const noise = ((((place - persons) % STEPS) + STEPS) % STEPS) - FURTHEST;
    return Math.max(0, persons + noise);
  }

  private digestOf(text: string): number {
    return createHmac('sha256', this.key).update(text).digest().readUIntBE(0, WORD_BYTES) % STEPS;
  }
}

/**
 * The highest level that a person of the cell has, and the sum of their numbers. The sum itself would add up from parts to
 * totals, and whoever knew the noise of all parts but one would know the last one's: hence the digest.
 */
function rarestOf(cell: readonly NoisyPersons[]): string {
  const present = cell.filter(({ persons }) => persons > 0);
  const highest = Math.max(...present.map(({ level }) => level ?? 0));
  const sum = present.reduce(
    (all, { level, secret }) => ((level ?? 0) === highest ? (all + secret) % SECRET_NUMBERS : all),
    0,
  );
  return `${highest} ${sum}`;
}
