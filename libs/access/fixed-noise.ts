import { createHmac } from 'node:crypto';

/** Secret numbers of persons lie below it, and so do their sums. Exact in a JavaScript number. */
export const SECRET_NUMBERS = 2 ** 48;

/** Furthest that a shown figure lies from the count (access.md); a figure below zero is shown as zero. */
const FURTHEST = 2;
const STEPS = 2 * FURTHEST + 1;
/** Bits of the digest that choose the step: of 2^32 values the five steps share all but one evenly. */
const WORD_BYTES = 4;

/** A cell of a table of persons. */
export interface Cell {
  readonly persons: number;
  /** The sum of the persons' secret numbers, modulo SECRET_NUMBERS. */
  readonly secret: number;
}

export interface NoiseKeys {
  /** Makes each person's secret number. */
  readonly numbers: Buffer;
  /** Makes the noise of a sum. */
  readonly noise: Buffer;
}

/**
 * The fixed noise of published figures (access.md, docs/adr/0026): uniform in -2..+2, decided by who is in the cell and by
 * nothing else. The same persons give the same figure in every table, week and repeated question, so asking again gives
 * no average. A total is a cell of its own: its persons are others than those of its parts, and so is its noise.
 *
 * The sum passes through a keyed digest. Taken modulo five by itself it would add up from parts to totals, and whoever
 * knew all parts but one would know the last one's noise.
 */
export class FixedNoise {
  constructor(private readonly key: Buffer) {}

  /**
   * The figure shown for a cell.
   * @param name place and status of the cell. It decides the noise of an empty cell: an empty cell has no persons to give it
   * any, and one noise for all empty cells would be recognised by being the same everywhere.
   */
  figureOf(name: string, { persons, secret }: Cell): number {
    return Math.max(0, persons + this.noiseOf(persons === 0 ? `empty ${name}` : `persons ${secret}`));
  }

  private noiseOf(text: string): number {
    return (createHmac('sha256', this.key).update(text).digest().readUIntBE(0, WORD_BYTES) % STEPS) - FURTHEST;
  }
}
