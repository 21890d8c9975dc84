import {
  context,
  type Context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { ATTR_SERVICE_NAME } from '@opentelemetry/semantic-conventions';
import type { OpenSpan, SpanOptions, Tracing } from './tracing.ts';

const KINDS = { internal: SpanKind.INTERNAL, server: SpanKind.SERVER, consumer: SpanKind.CONSUMER } as const;

/** Sends spans to `{endpoint}/v1/traces`. Loaded by openTracing only. */
export function traceTo(endpoint: string): Tracing {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ [ATTR_SERVICE_NAME]: 'ungestatus' }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  provider.register();
  const tracer = provider.getTracer('ungestatus');
  const start = (
    name: string,
    { parent, links = [], kind = 'internal', attributes = {}, since }: SpanOptions = {},
  ): OpenSpan => {
    const above = parent === undefined ? context.active() : contextOf(parent);
    const linked = links.flatMap((link) => {
      const found = trace.getSpanContext(contextOf(link));
      return found ? [{ context: found }] : [];
    });
    const begun = since === undefined ? {} : { startTime: since };
    return openSpan(
      tracer.startSpan(name, { kind: KINDS[kind], attributes: { ...attributes }, links: linked, ...begun }, above),
      above,
    );
  };
  return {
    on: true,
    start,
    span: (name, work, options) => spanAround(start(name, options), work),
    current: () => {
      const span = trace.getActiveSpan();
      return span && traceparentOf(span);
    },
    stop: async () => {
      await provider.shutdown().catch(() => undefined);
      trace.disable();
      context.disable();
      propagation.disable();
    },
  };
}

function openSpan(span: Span, above: Context): OpenSpan {
  const inside = trace.setSpan(above, span);
  return {
    traceparent: traceparentOf(span),
    within: (work) => context.with(inside, work),
    end: ({ name, failed, attributes } = {}) => {
      if (name !== undefined) span.updateName(name);
      if (attributes) span.setAttributes({ ...attributes });
      // No recordException: a message may quote the request.
      if (failed === true) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    },
  };
}

function spanAround<T>(span: OpenSpan, work: () => T): T {
  const failed = (error: unknown): never => {
    span.end({ failed: true });
    throw error;
  };
  try {
    const result = span.within(work);
    if (result instanceof Promise) {
      return result.then((value: unknown) => {
        span.end();
        return value;
      }, failed) as T;
    }
    span.end();
    return result;
  } catch (error) {
    return failed(error);
  }
}

function traceparentOf(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}

/** The context of a traceparent; empty if the text is none. */
function contextOf(traceparent: string): Context {
  return propagation.extract(ROOT_CONTEXT, { traceparent });
}
