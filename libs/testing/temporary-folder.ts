import { chmodSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const PREFIX = 'ungestatus-test-';

/**
 * A new folder that PostgreSQL's user can pass through even if the tests run as root. By the process id in its name a
 * later run detects a leftover.
 */
export function temporaryFolder(): { readonly path: string; remove(): Promise<void> } {
  const path = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  chmodSync(path, 0o711);
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
