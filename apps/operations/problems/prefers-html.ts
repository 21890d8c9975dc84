/** Whether an Accept header (RFC 9110, 12.5.1) puts HTML before JSON. Without the header: no. */
export function prefersHtml(accept: string | undefined): boolean {
  const ranges = (accept ?? '').split(',').map(readRange);
  const weightOf = (types: readonly string[]): number =>
    Math.max(0, ...ranges.filter(({ type }) => types.includes(type)).map(({ weight }) => weight));
  const html = weightOf(['text/html', 'application/xhtml+xml', 'text/*']);
  return html > 0 && html >= weightOf(['application/json', 'application/problem+json', 'application/*']);
}

function readRange(range: string): { readonly type: string; readonly weight: number } {
  const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
  const weight = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? 1);
  return { type, weight: Number.isNaN(weight) ? 0 : weight };
}
