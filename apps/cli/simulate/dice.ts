import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Outcomes with their weights, which need not have any particular sum. */
export type Shares<T> = readonly (readonly [T, number])[];

/** MurmurHash3's last step: a bijection, so persons of a seed share no generator, and neighbours are uncorrelated. */
function mixed(number: number): number {
  let h = number | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

const weights = new WeakMap<Shares<unknown>, number>();

function weightOf(shares: Shares<unknown>): number {
  let weight = weights.get(shares);
  if (weight === undefined) weights.set(shares, (weight = shares.reduce((sum, share) => sum + share[1], 0)));
  return weight;
}

/** All random draws of one person (or institution): the same for the same seed and number, independent of others. */
export class Dice {
  private readonly generator;

  constructor(seed: number, number: number) {
    this.generator = xoroshiro128plus(mixed(number ^ mixed(seed)));
    // The first draws of this generator hardly differ from its seed.
    this.generator.next();
    this.generator.next();
  }

  /** True with the given probability, 0 to 1. */
  chance(probability: number): boolean {
    return this.generator.next() >>> 0 < probability * 4_294_967_296;
  }

  /** An integer, both ends included. */
  between(from: number, to: number): number {
    return to <= from ? from : uniformInt(this.generator, from, to);
  }

  /** One outcome by weight. */
  pick<T>(shares: Shares<T>): T {
    let left = ((this.generator.next() >>> 0) / 4_294_967_296) * weightOf(shares);
    // By index: picking is half the cost of a life, and iterators with destructuring took half of that (Node 20).
    for (let at = 0; at < shares.length; at += 1) {
      const share = shares[at] as Shares<T>[number];
      left -= share[1];
      if (left < 0) return share[0];
    }
    // Reached only by rounding.
    return (shares[shares.length - 1] as Shares<T>[number])[0];
  }

  /** One element of a list, each equally likely. */
  among<T>(list: readonly T[]): T {
    return list[this.between(0, list.length - 1)] as T;
  }
}
