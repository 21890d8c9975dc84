import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Metrics } from './metrics.ts';
import type { OpenSpan, Tracing } from './tracing.ts';

/** Label of addresses that match no route: they have no template and may contain anything. */
const UNMATCHED = 'unmatched';

/** Times every call by its route's template. With tracing, opens a span for it, the parent of all spans of the call. */
export function observeHttp(fastify: FastifyInstance, metrics: Metrics, tracing: Tracing): void {
  const spans = new WeakMap<FastifyRequest, OpenSpan>();
  if (tracing.on) {
    fastify.addHook('onRequest', (request, _reply, done) => {
      const { traceparent } = request.headers;
      const parent = typeof traceparent === 'string' ? traceparent : undefined;
      spans.set(request, tracing.start(request.method, { parent, kind: 'server' }));
      done();
    });
    // Later than the reading of the body, which returns in the socket's own context.
    fastify.addHook('preValidation', (request, _reply, done) => {
      const span = spans.get(request);
      if (span) span.within(done);
      else done();
    });
  }
  fastify.addHook('onResponse', (request, reply, done) => {
    const { method } = request;
    const route = request.routeOptions.url ?? UNMATCHED;
    const status = reply.statusCode;
    metrics.answered({ method, route, status }, reply.elapsedTime / 1_000);
    const attributes = { 'http.request.method': method, 'http.route': route, 'http.response.status_code': status };
    spans.get(request)?.end({ name: `${method} ${route}`, failed: status >= 500, attributes });
    done();
  });
}
