/**
 * Compares the effects of a reader with the committed events: lost, done twice, out of order within a person, and done
 * though rolled back.
 */
export function countEffects(committed, effects) {
  const wanted = new Set(committed.map(({ stream, version }) => `${stream} ${version}`));
  const times = new Map();
  const last = new Map();
  let disordered = 0;
  for (const { stream, version } of effects) {
    const key = `${stream} ${version}`;
    times.set(key, (times.get(key) ?? 0) + 1);
    if (version <= (last.get(stream) ?? 0)) disordered += 1;
    last.set(stream, Math.max(version, last.get(stream) ?? 0));
  }
  return {
    lost: [...wanted].filter((key) => !times.has(key)).length,
    twice: [...times.values()].filter((count) => count > 1).length,
    disordered,
    never: [...times.keys()].filter((key) => !wanted.has(key)).length,
  };
}
