import { setTimeout as pause } from 'node:timers/promises';

/** Asks every few milliseconds until it is so or patience ends; the caller answers either way. */
export async function waitUntil(isSo: () => Promise<boolean>, patienceMilliseconds: number): Promise<boolean> {
  const until = performance.now() + patienceMilliseconds;
  while (!(await isSo())) {
    if (performance.now() > until) return false;
    await pause(5);
  }
  return true;
}
