export { observeHttp } from './http.ts';
export { type CountedReport, Metrics, METRICS_MEDIA_TYPE } from './metrics.ts';
export { openTracing } from './open-tracing.ts';
export { type Attributes, NO_TRACING, type OpenSpan, type SpanOptions, type Tracing } from './tracing.ts';
export { TRACING } from './injection.ts';
