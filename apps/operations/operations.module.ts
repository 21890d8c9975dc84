import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { DocsController } from './docs/docs.controller.ts';
import { FiguresAccess } from './figures-access.ts';
import { HealthController } from './health/health.controller.ts';
import { MetricsController } from './metrics/metrics.controller.ts';
import { OpenApiController } from './openapi/openapi.controller.ts';
import { TokenEndpoint } from './openapi/token-endpoint.ts';
import { ProblemsController } from './problems/problems.controller.ts';

/** What operators and developers ask of the service itself. */
@Module({
  imports: [DiscoveryModule],
  controllers: [HealthController, MetricsController, OpenApiController, DocsController, ProblemsController],
  providers: [FiguresAccess, TokenEndpoint],
})
export class OperationsModule {}
