import { Module } from '@nestjs/common';
import { ContractController } from './contract.controller.ts';
import { HealthController } from './health.controller.ts';

/** What operators and developers ask of the service itself. */
@Module({ controllers: [HealthController, ContractController] })
export class OperationsModule {}
