import { type AddressInfo, createServer, connect, type Server, type Socket } from 'node:net';

/** One connection and its way on to PostgreSQL. */
interface Pair {
  readonly sockets: readonly [Socket, Socket];
  silent: boolean;
}

/**
 * Carries bytes to PostgreSQL until told to swallow them. Nothing is closed and nothing refused, as where a cable is out or a
 * firewall forgot the connection: each side goes on believing in the other.
 */
export class SilentProxy {
  private readonly pairs = new Set<Pair>();
  private swallowsNew = false;

  private constructor(
    private readonly server: Server,
    /** The database through the proxy. */
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

  /** From now on nothing gets through, on old connections or new ones. */
  swallow(): void {
    this.swallowsNew = true;
    for (const pair of this.pairs) pair.silent = true;
  }

  /** New connections work; those that were silent stay so for ever. */
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
