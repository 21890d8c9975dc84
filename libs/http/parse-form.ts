/** The fields of an HTML form (`application/x-www-form-urlencoded`). Of a name sent twice the first counts. */
export function parseForm(bytes: Buffer): Readonly<Record<string, string>> {
  const fields = [...new URLSearchParams(bytes.toString('utf8'))].toReversed();
  // A plain object would give a field called __proto__ a meaning.
  return Object.assign(Object.create(null) as Record<string, string>, Object.fromEntries(fields));
}
