import { Module, type Type } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { IntakeModule } from '../intake/intake.module.ts';
import { OperationsModule } from '../operations/operations.module.ts';
import { SandboxModule } from '../sandbox/sandbox.module.ts';
import { StatusModule } from '../status/status.module.ts';
import { WebModule } from '../web/web.module.ts';
import { AppSettingsModule } from './app-settings.module.ts';
import { ClockModule } from './clock.module.ts';
import { type AppName } from './config.ts';
import { ConfigModule, type Surroundings } from './config.module.ts';
import { DatabaseModule } from './database.module.ts';
import { DryRunModule } from './dry-run.module.ts';
import { EventLogModule } from './event-log.module.ts';
import { HttpModule } from './http/http.module.ts';
import { IdentityModule } from './identity.module.ts';
import { InstitutionsModule } from './institutions.module.ts';
import type { OpenedResources } from './opened-resources.ts';
import { PersonsModule } from './persons.module.ts';
import { ReadersModule } from './readers.module.ts';
import { ReportIntakeModule } from './report-intake.module.ts';
import { RulesModule } from './rules.module.ts';
import { TelemetryModule } from './telemetry.module.ts';
import { WorkerPortsModule } from './worker-ports.module.ts';

/** The modules of the apps that APPS may name. */
const APPS: Readonly<Record<AppName, Type>> = {
  intake: IntakeModule,
  status: StatusModule,
  web: WebModule,
  worker: WorkerPortsModule,
};

/**
 * The whole service, for one start. Nest initialises the global modules in the order of this list, then the apps; it
 * shuts them down in the reverse order: the worker ends before the log is closed, the log before the database. The
 * class is decorated here, and not a dynamic module, because Nest orders the imports of a dynamic module by depth and
 * not by this list.
 */
export function serviceModule(surroundings: Surroundings, opened: OpenedResources): Type {
  const { config, print } = surroundings;
  @Module({
    imports: [
      ConfigModule.forRoot(surroundings, opened),
      ClockModule,
      RulesModule,
      DatabaseModule.forRoot('own', print, opened),
      PersonsModule,
      EventLogModule.forRoot(),
      InstitutionsModule.withChanges(),
      TelemetryModule,
      IdentityModule,
      ReportIntakeModule,
      DryRunModule,
      ReadersModule,
      AppSettingsModule,
      CqrsModule.forRoot(),
      HttpModule,
      ...config.apps.map((app) => APPS[app]),
      OperationsModule,
      // Last: the sandbox is loaded once the worker runs.
      ...(config.mode === 'sandbox' ? [SandboxModule] : []),
    ],
  })
  class ServiceModule {}
  return ServiceModule;
}
