/** The seed of this run: `ORACLE_SEED` to repeat a run, else a new one each time. */
export function seedOfThisRun(): number {
  const { ORACLE_SEED } = process.env;
  return ORACLE_SEED === undefined ? Math.floor(Math.random() * 1e9) : Number(ORACLE_SEED);
}

/** The number of (D, K) pairs to ask: `ORACLE_PAIRS`, else `usual`. */
export function pairsOfThisRun(usual: number): number {
  const { ORACLE_PAIRS } = process.env;
  return ORACLE_PAIRS === undefined ? usual : Number(ORACLE_PAIRS);
}
