import { execFile } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { getProjectRoot } from '#libs/database';
import { temporaryFolder } from '#libs/testing';

const ROOT = getProjectRoot();
const NEST = join(ROOT, 'node_modules/@nestjs/cli/bin/nest.js');
const run = promisify(execFile);

const compiled = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));

test('nest build compiles every file that npm run build compiles', async () => {
  const { path: folder, remove } = temporaryFolder();
  const tsconfig = join(folder, 'tsconfig.json');
  const compilerOptions = { rootDir: ROOT, outDir: join(folder, 'dist'), incremental: false, tsBuildInfoFile: null };
  const include = ['apps', 'libs', 'events', 'projections'].map((name) => join(ROOT, name));
  const exclude = [join(ROOT, '**/*.spec.ts')];
  const typeRoots = [join(ROOT, 'node_modules/@types')];
  writeFileSync(
    tsconfig,
    JSON.stringify({
      extends: join(ROOT, 'tsconfig.json'),
      compilerOptions: { ...compilerOptions, typeRoots },
      include,
      exclude,
    }),
  );
  await run(process.execPath, [NEST, 'build', '-p', relative(ROOT, tsconfig)], { cwd: ROOT });
  const built = compiled(join(folder, 'dist'));
  expect(built).toContain('apps/cli/main.js');
  expect(compiled(join(ROOT, 'dist'))).toEqual(expect.arrayContaining(built));
  await remove();
}, 300_000);
