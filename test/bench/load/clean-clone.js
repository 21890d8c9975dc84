import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../../..');

/**
 * The committed files in a new folder, as a clone would have them.
 * @returns undefined if this is no git clone
 */
export function cleanClone(folder) {
  try {
    execFileSync('git', ['clone', '--quiet', '--no-local', ROOT, join(folder, 'clone')], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return join(folder, 'clone');
  } catch {
    return undefined;
  }
}
