/**
 * Whether an Accept header (RFC 9110, 12.5.1) puts one of these media types at least as high as the others. False if it
 * names none of them, or if there is no header.
 */
export function prefers(accept: string | undefined, types: readonly string[], others: readonly string[]): boolean {
  const ranges = (accept ?? '').split(',').map(readRange);
  const weightOf = (wanted: readonly string[]): number =>
    Math.max(0, ...ranges.filter(({ type }) => wanted.includes(type)).map(({ weight }) => weight));
  const weight = weightOf(types);
  return weight > 0 && weight >= weightOf(others);
}

function readRange(range: string): { readonly type: string; readonly weight: number } {
  const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
  const weight = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? 1);
  return { type, weight: Number.isNaN(weight) ? 0 : weight };
}
