export { observeHttp } from './http.ts';
export { type CountedReport, Metrics, METRICS_MEDIA_TYPE } from './metrics.ts';
export { openTracing } from './open-tracing.ts';
export { type Attributes, NO_TRACING, type OpenSpan, type SpanOptions, type Tracing } from './tracing.ts';
export { LOGGER, PRINT_LINE, type PrintLine, TRACING } from './injection.ts';
export { loggedFault } from './logged-fault.ts';
