/** Runs the jobs with `count` in flight; the first failure ends it. */
export async function inFlight(count, jobs, run) {
  let next = 0;
  const worker = async () => {
    while (next < jobs.length) {
      const job = next;
      next += 1;
      await run(jobs[job], job);
    }
  };
  await Promise.all(Array.from({ length: count }, worker));
}

/** The list in pieces of `size`. */
export function inPieces(list, size) {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, piece) =>
    list.slice(piece * size, (piece + 1) * size),
  );
}
