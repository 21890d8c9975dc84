const SECTION = /^## The walk\n([^]*?)(?=^## )/m;
const FILE = /^\| \d+ \| `([^`]+)`/gm;

/** @returns the files that the page's table "The walk" names, in its order; none if the page has no such section */
export function walkedFiles(page: string): string[] {
  const [, section = ''] = SECTION.exec(page) ?? [];
  return [...section.matchAll(FILE)].map(([, path]) => path ?? '');
}

/** One sentence per file that the page names and that no traced step ran. */
export function walkFaults(page: string, traced: readonly string[]): string[] {
  return walkedFiles(page)
    .filter((path) => !traced.includes(path))
    .map((path) => `docs/architecture.md names ${path}, which is not on the way of the report`);
}
