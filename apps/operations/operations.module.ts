import { Module } from '@nestjs/common';
import { ContractController } from './contract.controller.ts';
import { FiguresAccess } from './figures-access.ts';
import { HealthController } from './health.controller.ts';
import { MetricsController } from './metrics.controller.ts';

/** What operators and developers ask of the service itself. */
@Module({ controllers: [HealthController, MetricsController, ContractController], providers: [FiguresAccess] })
export class OperationsModule {}
