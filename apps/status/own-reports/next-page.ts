/** The `Link` header (RFC 8288) of a page of a list of the caller's own; none for the last page. */
export function nextPageOf(
  path: string,
  { reporter, after }: { readonly reporter: string | undefined; readonly after: string | undefined },
): { readonly Link?: string } {
  if (after === undefined) return {};
  const parameters = new URLSearchParams({ ...(reporter === undefined ? {} : { reporter }), after });
  return { Link: `<${path}?${parameters.toString()}>; rel="next"` };
}
