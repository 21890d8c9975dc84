import { NO_DELIVERIES } from '#projections/deliveries/timeliness.query';
import { type TimelinessRow, toRow } from './timeliness-rows.ts';

/** The numbers of reporters put together by a name; those without a name are left out. */
export function missingByName(
  missing: ReadonlyMap<string, number>,
  nameOf: (reporter: string) => string | undefined,
): ReadonlyMap<string, number> {
  const byName = new Map<string, number>();
  for (const [reporter, items] of missing) {
    const name = nameOf(reporter);
    if (name !== undefined) byName.set(name, (byName.get(name) ?? 0) + items);
  }
  return byName;
}

/** The rows with what is missing. A name that only misses reports gets a row: nothing that came in would show it. */
export function withMissing(
  rows: readonly TimelinessRow[],
  missing: ReadonlyMap<string, number>,
  titleOf: (name: string) => string | undefined,
): readonly TimelinessRow[] {
  const names = new Set(rows.map(({ name }) => name));
  const silent = [...missing.keys()]
    .filter((name) => !names.has(name))
    .map((name): TimelinessRow => {
      const title = titleOf(name);
      const row = toRow({ ...NO_DELIVERIES, name, refused: 0 });
      return title === undefined ? row : { ...row, title };
    });
  return [...rows, ...silent]
    .map((row) => ({ ...row, missing: missing.get(row.name) ?? 0 }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
