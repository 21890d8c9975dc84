import { chmodSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const PREFIX = 'ungestatus-test-';

/**
 * A new folder that PostgreSQL's user can pass through also when the tests run as root. The process id in its name
 * tells a later run whether it was left behind.
 */
export function temporaryFolder(): { readonly path: string; remove(): Promise<void> } {
  const path = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  chmodSync(path, 0o711);
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
