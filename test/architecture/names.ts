const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const FORBIDDEN = new Set(['util', 'utils', 'base', 'common', 'manager', 'managers', 'helper', 'helpers']);

/** What may stand between the name of a file and `.ts`; several only in this order. */
const SUFFIXES = [
  '',
  'event',
  'decide',
  'evolve',
  'query',
  'controller',
  'command',
  'module',
  'entity',
  'page',
  'data',
  'contract',
  'config',
  'd',
];
const TYPESCRIPT = new Set(
  SUFFIXES.flatMap((suffix) => (suffix === '' ? ['', 'spec', 'proof'] : [suffix, `${suffix}.spec`, `${suffix}.proof`])),
);

/** Names fixed by other programs, which look for exactly these. */
const GIVEN =
  /^(README|CONTRIBUTING|SECURITY|CHANGELOG|LICENSE|NOTICE)(\.md)?$|^Dockerfile$|^\.[a-z]+$|^\.git-blame-ignore-revs$/;

function suffixFault(name: string): string | undefined {
  const [, ...rest] = name.split('.');
  const suffix = rest.slice(0, -1).join('.');
  if (name.endsWith('.ts')) return TYPESCRIPT.has(suffix) ? undefined : `the suffix .${suffix} is not one of ours`;
  if (name.endsWith('.sql'))
    return /^\d{4}-[a-z0-9-]+\.table\.sql$/.test(name) || suffix === 'query'
      ? undefined
      : 'a migration is named 0000-words.table.sql';
  return undefined;
}

function fileFault(path: string): string | undefined {
  const folders = path.split('/');
  const name = folders.pop() ?? '';
  const odd = folders.find((folder, at) => !KEBAB.test(folder) && !(at === 0 && folder.startsWith('.')));
  if (odd !== undefined) return `the folder ${odd} is not kebab-case`;
  if (GIVEN.test(name)) return undefined;
  if (!KEBAB.test(name.split('.')[0] ?? '')) return 'the name is not kebab-case';
  const word = path.split(/[-./]/).find((one) => FORBIDDEN.has(one));
  if (word !== undefined) return `"${word}" says nothing of what is inside`;
  if (/(^|\/)index\.[a-z]+$/.test(path) && !/^libs\/[^/]+\/index\.ts$/.test(path))
    return 'an index stands in a lib only, one in each';
  return suffixFault(name);
}

/** One sentence per path that breaks a naming rule, and per lib without its one index.ts. */
export function nameFaults(paths: readonly string[]): string[] {
  const wrong = paths.flatMap((path) => {
    const fault = fileFault(path);
    return fault === undefined ? [] : [`${path}: ${fault}`];
  });
  const libs = new Set(paths.filter((path) => /^libs\/[^/]+\//.test(path)).map((path) => path.split('/')[1]));
  const closed = [...libs]
    .filter((lib) => !paths.includes(`libs/${lib}/index.ts`))
    .map((lib) => `libs/${lib} has no index.ts`);
  return [...wrong, ...closed];
}
