import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Stalls } from '#libs/subscriptions';
import { Metrics, openTracing, TRACING, type Tracing } from '#libs/telemetry';
import { CONFIG, type Config } from './config.ts';

/** Figures of this process, and traces if there is an endpoint for them. */
@Global()
@Module({
  providers: [
    { provide: Metrics, useFactory: () => new Metrics(new Date()) },
    Stalls,
    { provide: TRACING, inject: [CONFIG], useFactory: ({ otlpEndpoint }: Config) => openTracing(otlpEndpoint) },
  ],
  exports: [Metrics, Stalls, TRACING],
})
export class TelemetryModule implements OnApplicationShutdown {
  constructor(@Inject(TRACING) private readonly tracing: Tracing) {}

  /** Sends the remaining spans. */
  onApplicationShutdown(): Promise<void> {
    return this.tracing.stop();
  }
}
