import { createHmac } from 'node:crypto';

/** Upper bound of the secret numbers of persons and of their sums. Exact in a JavaScript number. */
export const SECRET_NUMBERS = 2 ** 48;

/** The largest distance of a shown figure from the count (docs/adr/0026); a figure below zero is shown as zero. */
const FURTHEST = 2;
const STEPS = 2 * FURTHEST + 1;
/** Bytes of the digest that choose the step: of their 2^32 values the five steps share all but one evenly. */
const WORD_BYTES = 4;

/** Persons of a cell whose secret numbers are equally rare. */
export interface NoisyPersons {
  /** Rarity: level 0 holds half of all persons, each further level half of the one before. */
  readonly level: number | null;
  readonly persons: number;
  /** The sum of their secret numbers, modulo SECRET_NUMBERS. */
  readonly secret: number;
}

export interface NoiseKeys {
  /** Key of each person's secret number. */
  readonly numbers: Buffer;
  /** Key of the noise of a sum. */
  readonly noise: Buffer;
}

/**
 * The fixed noise of published figures (docs/adr/0026): uniform in -2..+2, determined by the persons of the cell and by
 * nothing else. The same persons give the same figure in every table, week and repeated question, so repeated questions
 * give no average. A total is a cell of its own: it has other persons than its parts, and so other noise.
 *
 * The figures a cell can show lie five apart. Their place follows from the secret numbers of the cell's rarest persons,
 * summed and passed through a keyed digest; the noise is the distance from the count to the nearest of them. A person
 * that comes or goes therefore mostly leaves the figure as it is, and one figure in five moves. If every change gave
 * new noise, a figure that moved would prove that a person came or went, and persons that come and go would give draws
 * enough for an average.
 */
export class FixedNoise {
  constructor(private readonly key: Buffer) {}

  /**
   * The figure shown for a cell, never below zero: counts from 0 to 2 can show zero, and an empty cell shows 0 to 2.
   * @param name place and status of the cell. Decides the noise of an empty cell, which has no persons to decide it;
   * one noise shared by all empty cells would be recognised because it is the same everywhere.
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
 * The highest level of a person in the cell, and the sum of the secret numbers at that level. The sum alone would add
 * up from parts to totals, so that a reader who knew the noise of all parts but one could compute the last: the digest
 * prevents that.
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
