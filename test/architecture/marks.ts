import type { ProjectFile } from './project-files.ts';

/** A line that no file may contain, and the reason. The patterns are assembled so that they do not match themselves. */
interface Mark {
  readonly pattern: RegExp;
  readonly why: string;
}

const MARKS: readonly Mark[] = [
  {
    pattern: new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'HA' + 'CK', 'XX' + 'X'].join('|')})\\b`),
    why: 'an unfinished thing is an issue, not a mark in a file',
  },
  {
    pattern: new RegExp(`(?<![\\w.~$})*:/-])/(${['home', 'root', 'work', 'Users', 'mnt'].join('|')})/[\\w.-]`),
    why: 'a path of one machine',
  },
  { pattern: /\b[A-Z]:\\(Users|home|work)\b/, why: 'a path of one machine' },
  {
    pattern: new RegExp(
      `\\bregistry\\.(${['npmjs', 'yarnpkg', 'npmmirror'].join('|')})\\b|` +
        '\\bnpm\\.pkg\\.github\\b|^\\s*(@[\\w-]+:)?registry\\s*=',
    ),
    why: 'where packages come from is for the one who installs to say',
  },
  {
    pattern: /\b(artifactory|verdaccio|nexus)\.[a-z0-9-]+\.[a-z]/i,
    why: 'where packages come from is for the one who installs to say',
  },
];

/** One sentence per line with such a mark: its number without its text. */
export function markFaults(files: readonly ProjectFile[]): string[] {
  return files.flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, at) =>
        MARKS.filter(({ pattern }) => pattern.test(line)).map(({ why }) => `${path}:${at + 1}: ${why}`),
      ),
  );
}
