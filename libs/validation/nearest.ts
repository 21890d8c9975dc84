import { distance } from 'fastest-levenshtein';

/** Longer texts are no typing mistakes, and comparing them is expensive. */
const LONGEST = 128;

/**
 * The known name closest to the sent one.
 * @returns undefined if no name is close enough
 */
export function nearest(sent: unknown, known: readonly string[]): string | undefined {
  if (typeof sent !== 'string' || sent.length === 0 || sent.length > LONGEST) return undefined;
  const simple = simplified(sent);
  let best: { name: string; distance: number } | undefined;
  for (const name of known) {
    const away = distance(simple, simplified(name));
    if (best === undefined || away < best.distance) best = { name, distance: away };
  }
  if (best === undefined) return undefined;
  const near = Math.min(Math.max(2, Math.floor(best.name.length / 3)), best.name.length - 1, sent.length - 1);
  return best.distance <= near ? best.name : undefined;
}

function simplified(name: string): string {
  return name.toLowerCase().replace(/[_\s-]/g, '');
}
