import { Global, Module } from '@nestjs/common';
import { SETTLING } from '../sandbox/sandbox-settings.ts';
import { Worker } from '../worker/worker.ts';
import { WorkerModule } from '../worker/worker.module.ts';

/** The worker of this process, for the other apps and under the name by which the sandbox needs it. */
@Global()
@Module({
  imports: [WorkerModule],
  providers: [{ provide: SETTLING, useExisting: Worker }],
  exports: [SETTLING, WorkerModule],
})
export class WorkerPortsModule {}
