/** Numbers and words of closed lists: counts, types, names of readers and routes. Never who. */
export type Attributes = Readonly<Record<string, string | number>>;

export interface SpanOptions {
  /** What it belongs to: a W3C traceparent. The span at hand where it is left out. */
  readonly parent?: string | undefined;
  /** W3C traceparents of what it has to do with. */
  readonly links?: readonly string[];
  readonly kind?: 'internal' | 'server' | 'consumer';
  readonly attributes?: Attributes;
  /** Began earlier than now. */
  readonly since?: Date;
}

/** A span that is ended by somebody else than it was begun by. */
export interface OpenSpan {
  /** Of the span, for others to belong to. */
  readonly traceparent: string;
  /** Runs work inside it. */
  within<T>(work: () => T): T;
  end(outcome?: { readonly name?: string; readonly failed?: boolean; readonly attributes?: Attributes }): void;
}

/** The road of a report as spans. Without an endpoint to send them to nothing of it exists (`NO_TRACING`). */
export interface Tracing {
  readonly on: boolean;
  start(name: string, options?: SpanOptions): OpenSpan;
  /** Runs work in a span; a promise ends it when it settles. */
  span<T>(name: string, work: () => T, options?: SpanOptions): T;
  /** Traceparent of the span at hand. */
  current(): string | undefined;
  /** Sends what is left. */
  stop(): Promise<void>;
}

const NO_SPAN: OpenSpan = { traceparent: '', within: (work) => work(), end: () => undefined };

export const NO_TRACING: Tracing = {
  on: false,
  start: () => NO_SPAN,
  span: (_name, work) => work(),
  current: () => undefined,
  stop: () => Promise.resolve(),
};

/** Tracing to an OTLP endpoint (HTTP, JSON); OpenTelemetry is loaded here and only where there is one. */
export async function openTracing(endpoint: string | undefined): Promise<Tracing> {
  if (endpoint === undefined) return NO_TRACING;
  const { traceTo } = await import('./open-telemetry.ts');
  return traceTo(endpoint);
}
