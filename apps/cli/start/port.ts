import { createServer } from 'node:net';

/** Why nothing can listen there, as the system names it (`EADDRINUSE`, `ENOTFOUND`, `EACCES` …); undefined if something can. */
export function findListenFault(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen(port, host, () => probe.close(() => resolve(undefined)));
  });
}
