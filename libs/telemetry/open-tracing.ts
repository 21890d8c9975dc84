import { NO_TRACING, type Tracing } from './tracing.ts';

/** Opens tracing to an OTLP endpoint (HTTP, JSON). Loads OpenTelemetry only if an endpoint is configured. */
export async function openTracing(endpoint: string | undefined): Promise<Tracing> {
  if (endpoint === undefined) return NO_TRACING;
  const { traceTo } = await import('./open-telemetry.ts');
  return traceTo(endpoint);
}
