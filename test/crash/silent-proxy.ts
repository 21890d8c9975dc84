import { type AddressInfo, createServer, connect, type Server, type Socket } from 'node:net';

/** One connection and its connection to PostgreSQL. */
interface Pair {
  readonly sockets: readonly [Socket, Socket];
  silent: boolean;
}

/**
 * Forwards bytes to PostgreSQL until `swallow`. Closes and refuses nothing, like a pulled cable or a firewall that
 * dropped the connection: each side believes that the other is there.
 */
export class SilentProxy {
  private readonly pairs = new Set<Pair>();
  private swallowsNew = false;

  private constructor(
    private readonly server: Server,
    /** The address of the database through the proxy. */
    readonly url: string,
  ) {}

  static async before(databaseUrl: string): Promise<SilentProxy> {
    const { hostname, port } = new URL(databaseUrl);
    const server = createServer({ allowHalfOpen: true });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const url = new URL(databaseUrl);
    url.port = String((server.address() as AddressInfo).port);
    const proxy = new SilentProxy(server, url.href);
    server.on('connection', (near) =>
      proxy.carry(near, connect({ host: hostname, port: Number(port), allowHalfOpen: true })),
    );
    return proxy;
  }

  /** Drops all bytes from now on, on old and new connections. */
  swallow(): void {
    this.swallowsNew = true;
    for (const pair of this.pairs) pair.silent = true;
  }

  /** Lets new connections work; those that were silent stay silent. */
  letNewOnesThrough(): void {
    this.swallowsNew = false;
  }

  close(): void {
    for (const { sockets } of this.pairs) for (const socket of sockets) socket.destroy();
    this.server.close();
  }

  private carry(near: Socket, far: Socket): void {
    const pair: Pair = { sockets: [near, far], silent: this.swallowsNew };
    this.pairs.add(pair);
    const pass = (from: Socket, to: Socket): void => {
      from.on('data', (bytes) => pair.silent || to.write(bytes));
      from.on('end', () => pair.silent || to.end());
      from.on('error', () => undefined);
      from.on('close', () => pair.silent || to.destroy());
    };
    pass(near, far);
    pass(far, near);
  }
}
