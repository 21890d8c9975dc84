/** Numbers and words of closed lists: counts, types, names of readers and routes. Never a person or client. */
export type Attributes = Readonly<Record<string, string | number>>;

export interface SpanOptions {
  /** The span it belongs to, as a W3C traceparent; the current span if it is left out. */
  readonly parent?: string | undefined;
  /** W3C traceparents of related spans. */
  readonly links?: readonly string[];
  readonly kind?: 'internal' | 'server' | 'consumer';
  readonly attributes?: Attributes;
  /** The start, if it lies before now. */
  readonly since?: Date;
}

/** A span that its caller ends. */
export interface OpenSpan {
  /** The span's own traceparent, for child spans. */
  readonly traceparent: string;
  /** Runs work inside it. */
  within<T>(work: () => T): T;
  end(outcome?: { readonly name?: string; readonly failed?: boolean; readonly attributes?: Attributes }): void;
}

/** The path of a report as spans; `NO_TRACING` if no endpoint is configured. */
export interface Tracing {
  readonly on: boolean;
  start(name: string, options?: SpanOptions): OpenSpan;
  /** Runs work in a span. If it returns a promise, the span ends when that settles. */
  span<T>(name: string, work: () => T, options?: SpanOptions): T;
  /** @returns the traceparent of the current span; undefined if there is none */
  current(): string | undefined;
  /** Sends the remaining spans. */
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
