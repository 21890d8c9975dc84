import { StartupProblem } from '#libs/database';
import { CallPlaces } from './call-places.ts';
import type { KurrentClient, KurrentLibrary } from './client.ts';
import { failureOf, isStreamNotFound, within } from './failure.ts';

/**
 * Concurrent calls. Fewer than the sixteen messages after which the client's shared append call applies backpressure:
 * if the connection dies, its queue is rejected without a handler, which would end the process.
 */
const MOST_CALLS = 12;
/**
 * Consecutive failures after which the client is replaced. A client keeps some failures (its server's features) for
 * good.
 */
const MOST_FAILURES = 2;

/**
 * Adds to the client what it lacks: a deadline for each call, a limit on concurrent calls, replacement after failures.
 */
export class KurrentConnection {
  private current: KurrentClient;
  private failures = 0;
  private readonly places = new CallPlaces(MOST_CALLS);

  /**
   * @throws StartupProblem `bad-configuration` if the URL is no connection string. The message omits the URL, since it
   *   may hold a password
   */
  constructor(
    readonly library: KurrentLibrary,
    private readonly url: string,
    readonly deadlineMilliseconds: number,
  ) {
    try {
      this.current = library.KurrentDBClient.connectionString(url);
    } catch {
      throw new StartupProblem(
        'bad-configuration',
        'KURRENTDB_URL is not a connection string; it should look like kurrentdb://host:2113?tls=true.',
      );
    }
  }

  get client(): KurrentClient {
    return this.current;
  }

  /** @throws the client's error, or DeadlinePassed */
  async call<T>(work: (client: KurrentClient) => Promise<T>): Promise<T> {
    await this.places.take(this.deadlineMilliseconds);
    const used = this.current;
    try {
      const result = await within(this.deadlineMilliseconds, work(used));
      this.failures = 0;
      return result;
    } catch (error) {
      if (failureOf(error) === 'away' && !isStreamNotFound(error)) this.failed(used);
      throw error;
    } finally {
      this.places.give();
    }
  }

  async close(): Promise<void> {
    await within(this.deadlineMilliseconds, this.current.dispose()).catch(() => undefined);
  }

  private failed(used: KurrentClient): void {
    if (used !== this.current) return;
    this.failures += 1;
    if (this.failures >= MOST_FAILURES) this.renew();
  }

  /** Replaces the client; its calls in progress are cut off. */
  renew(): void {
    const old = this.current;
    this.failures = 0;
    this.current = this.library.KurrentDBClient.connectionString(this.url);
    void old.dispose().catch(() => undefined);
  }
}
