import { Global, Module, type Type } from '@nestjs/common';
import { Metrics, NO_TRACING, TRACING } from '#libs/telemetry';
import { AppSettingsModule } from '../../service/app-settings.module.ts';
import { ClockModule } from '../../service/clock.module.ts';
import type { Config } from '../../service/config.ts';
import { InstitutionsModule } from '../../service/institutions.module.ts';
import { ReadersModule } from '../../service/readers.module.ts';
import { ReportIntakeModule } from '../../service/report-intake.module.ts';
import { RulesModule } from '../../service/rules.module.ts';
import { WorkerModule } from '../../worker/worker.module.ts';

/** Telemetry of an import: no figures are published, no traces sent. */
@Global()
@Module({
  providers: [
    { provide: Metrics, useFactory: () => new Metrics(new Date()) },
    { provide: TRACING, useValue: NO_TRACING },
  ],
  exports: [Metrics, TRACING],
})
class UnwatchedModule {}

/** Modules of an import: the intake and, unless APPS leaves it out, the worker, so that answers show the reports. */
export function importModules({ apps }: Config): Type[] {
  return [
    UnwatchedModule,
    ClockModule,
    RulesModule,
    InstitutionsModule,
    ReportIntakeModule,
    ReadersModule,
    ...(apps.includes('worker') ? [AppSettingsModule, WorkerModule] : []),
  ];
}
