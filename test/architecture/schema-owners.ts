import { isCode, isTest, type ProjectFile } from './project-files.ts';

/** A table, view or function of the database and the folder whose migration creates it. */
export interface Owned {
  /** `schema.name` */
  readonly name: string;
  readonly folder: string;
}

const CREATES = new RegExp(
  'create\\s+(?:or\\s+replace\\s+)?(?:unlogged\\s+)?(?:table|view|materialized\\s+view|function)\\s+' +
    '(?:if\\s+not\\s+exists\\s+)?([a-z_]+\\.[a-z_]+)',
  'gi',
);

/** The folder that is one unit: a lib, a projection, or the folder of the migration in apps. */
function unitOf(path: string): string {
  const parts = path.split('/');
  return parts[0] === 'apps' ? parts.slice(0, -1).join('/') : parts.slice(0, 2).join('/');
}

/** Reads the migrations: whoever creates a name owns it. The first migration counts. */
export function ownedNames(files: readonly ProjectFile[]): readonly Owned[] {
  const migrations = files.filter(({ path }) => path.endsWith('.table.sql'));
  const all = migrations.flatMap(({ path, text }) =>
    [...text.matchAll(CREATES)].map(([, name = '']) => ({ name: name.toLowerCase(), folder: unitOf(path), path })),
  );
  const numberOf = (path: string): string => path.split('/').at(-1) ?? path;
  const sorted = all.sort((one, other) => (numberOf(one.path) < numberOf(other.path) ? -1 : 1));
  return [...new Map(sorted.toReversed().map(({ name, folder }) => [name, { name, folder }])).values()];
}

/** A file whose SQL must name another owner's tables. */
export interface Exception {
  readonly file: string;
  readonly schemas: readonly string[];
}

/** One sentence for each place where a file of the product names a table of another folder. */
export function ownerFaults(files: readonly ProjectFile[], exceptions: readonly Exception[]): string[] {
  const owned = ownedNames(files);
  const product = files.filter(
    (file) => (isCode(file) || file.path.endsWith('.sql')) && /^(apps|libs|projections|events)\//.test(file.path),
  );
  return product.flatMap(({ path, text }) => {
    if (isTest(path)) return [];
    const lines = text.split('\n');
    return lines.flatMap((line, index) =>
      /^\s*(\/?\*|\/\/|--)/.test(line) ? [] : owned.flatMap((one) => faultOf(one, path, line, index)),
    );
  });

  function faultOf({ name, folder }: Owned, path: string, line: string, index: number): string[] {
    if (path.startsWith(`${folder}/`) || !new RegExp(`(?<![\\w.])${name.replace('.', '\\.')}(?!\\w)`).test(line))
      return [];
    const schema = name.split('.')[0] ?? '';
    const allowed = exceptions.some((one) => one.file === path && one.schemas.includes(schema));
    return allowed ? [] : [`${path}:${index + 1}: names ${name} of ${folder}`];
  }
}
