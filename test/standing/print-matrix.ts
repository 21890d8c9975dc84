import { tryMatrix } from './matrix.ts';

/** Tries the matrix in a process of its own, on altered sources: prints the number of cases of each fault. */
const { tried, leaks, wronglyHeld, telling, counting } = tryMatrix(Number(process.argv[2]));
const counts = {
  tried,
  leaks: leaks.length,
  wronglyHeld: wronglyHeld.length,
  telling: telling.length,
  counting: counting.length,
};
process.stdout.write(JSON.stringify(counts));
