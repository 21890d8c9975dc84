import { Session } from 'node:inspector/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getProjectRoot } from '#libs/database';

const PRODUCT = /^(apps|events|libs|projections)\/.*(?<!\.spec|\.proof)\.ts$/;

/**
 * Product files of which at least one function ran during `work`, by V8's own counts: what was loaded earlier and only
 * lies in memory does not count. Work that other timers do meanwhile counts too.
 *
 * @returns paths from the project's root, sorted
 */
export async function tracedFiles(work: () => Promise<void>): Promise<string[]> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  await session.post('Profiler.takePreciseCoverage');
  try {
    await work();
    const { result } = await session.post('Profiler.takePreciseCoverage');
    const ran = result.filter(({ functions }) => functions.some(({ ranges }) => (ranges[0]?.count ?? 0) > 0));
    return ran.flatMap(({ url }) => productPath(url)).sort();
  } finally {
    session.disconnect();
  }
}

function productPath(url: string): string[] {
  const path = relative(getProjectRoot(), url.startsWith('file:') ? fileURLToPath(url) : url);
  return PRODUCT.test(path) ? [path] : [];
}
