export { observeHttp } from './http.ts';
export { type CountedReport, Metrics, METRICS_MEDIA_TYPE } from './metrics.ts';
export { tracedPages } from './pages.ts';
export { countedReports, traceparentsOf, withTraceparent } from './reports.ts';
export { STALLED_SECONDS, Stalls } from './stalls.ts';
export { findStanding, type Standing } from './standing.ts';
export { type Attributes, NO_TRACING, openTracing, type OpenSpan, type SpanOptions, type Tracing } from './tracing.ts';
export { TRACING } from './injection.ts';
