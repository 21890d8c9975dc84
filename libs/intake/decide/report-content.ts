import type { Keyring } from '#libs/persons';

type Fields = Readonly<Record<string, unknown>>;

/** JSON with sorted keys: the same content gives the same text in whatever order it was sent. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(withSortedKeys(value)) ?? 'null';
}

function withSortedKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withSortedKeys);
  // No prototype, so that `__proto__` is a key like any other.
  const sorted = Object.create(null) as Record<string, unknown>;
  for (const key of Object.keys(value).sort()) sorted[key] = withSortedKeys((value as Fields)[key]);
  return sorted;
}

/** The content by which a report sent again is compared: type, time, person and every field. */
export interface ReportContent {
  readonly type: string;
  readonly time: string | null;
  readonly person: string;
  readonly data: Fields;
}

export function contentDigest(keyring: Keyring, content: ReportContent): Buffer {
  return keyring.digestOf(canonicalText(content));
}

/** JSON pointers of the differences between the first report of an identity and a later one, never the values. */
export function changedFields(first: ReportContent, later: ReportContent): string[] {
  return [
    ...(first.type === later.type ? [] : ['/type']),
    ...(first.time === later.time ? [] : ['/time']),
    ...(first.person === later.person ? [] : ['/data/person']),
    ...differences('/data', first.data, later.data),
  ];
}

function differences(pointer: string, one: unknown, other: unknown): string[] {
  if (canonicalText(one) === canonicalText(other)) return [];
  const nested = [one, other].every((value) => typeof value === 'object' && value !== null && !Array.isArray(value));
  if (!nested) return [pointer];
  const names = new Set([...Object.keys(one as Fields), ...Object.keys(other as Fields)]);
  return [...names].flatMap((name) =>
    differences(`${pointer}/${name}`, (one as Fields)[name], (other as Fields)[name]),
  );
}
