import type { FastifyInstance } from 'fastify';

/** At a stop, calls under way have so long; `docker stop` kills after 10 s. */
const MOST_MILLISECONDS = 5_000;

/**
 * Ends the connections that a stop still finds open after a moment. Node ends idle ones itself, but not those that were
 * opened ahead and have sent nothing, or only a part of a call: with these a browser would hold up the stop for a
 * minute or more.
 */
export function endOpenConnections(fastify: FastifyInstance, milliseconds = MOST_MILLISECONDS): void {
  fastify.addHook('preClose', (done) => {
    setTimeout(() => fastify.server.closeAllConnections(), milliseconds).unref();
    done();
  });
}
