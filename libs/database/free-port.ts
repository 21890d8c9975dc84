import { createServer } from 'node:net';

/** Resolves to the port if it is free, else to undefined. Port 0: the system chooses. */
function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host: '127.0.0.1' }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : undefined));
    });
  });
}

/** A free port on 127.0.0.1: the wished one if it is free. */
export async function getFreePort(preferredPort: number | undefined): Promise<number> {
  const port = (preferredPort === undefined ? undefined : await tryPort(preferredPort)) ?? (await tryPort(0));
  if (port === undefined) throw new Error('This machine has no free port on 127.0.0.1.');
  return port;
}
