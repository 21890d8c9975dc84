import { createServer } from 'node:net';

/**
 * The cause if nothing can listen at the address, as the system names it (`EADDRINUSE`, `ENOTFOUND`, `EACCES` …).
 * @returns undefined if the address is usable
 */
export function findListenFault(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen(port, host, () => probe.close(() => resolve(undefined)));
  });
}
