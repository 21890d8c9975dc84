import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { DocsController } from './docs/docs.controller.ts';
import { FiguresAccess } from './figures-access.ts';
import { HealthController } from './health/health.controller.ts';
import { IsLiveHandler } from './health/live.query.ts';
import { IsReadyHandler } from './health/ready.query.ts';
import { MetricsController } from './metrics/metrics.controller.ts';
import { FiguresHandler } from './metrics/metrics.query.ts';
import { OpenApiController } from './openapi/openapi.controller.ts';
import { OpenApiDocumentHandler } from './openapi/openapi.query.ts';
import { TokenEndpoint } from './openapi/token-endpoint.ts';
import { ProblemsController } from './problems/problems.controller.ts';
import { DescribeProblemHandler } from './problems/problems.query.ts';

const controllers = [HealthController, MetricsController, OpenApiController, DocsController, ProblemsController];
const handlers = [IsLiveHandler, IsReadyHandler, FiguresHandler, OpenApiDocumentHandler, DescribeProblemHandler];

/** Endpoints about the service itself, for operators and developers. The importing application provides OPERATIONS. */
@Module({ imports: [DiscoveryModule], controllers, providers: [FiguresAccess, TokenEndpoint, ...handlers] })
export class OperationsModule {}
