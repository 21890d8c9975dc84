import { Global, Module } from '@nestjs/common';
import { OPERATIONS, type OperationsOptions } from '../operations/operations-options.ts';
import { ISSUER_PATHS } from '../sandbox/issuer/issuer-configuration.ts';
import { SANDBOX_SETTINGS, type SandboxSettings } from '../sandbox/sandbox-settings.ts';
import { FollowedReaders } from '../worker/subscriptions/followed-readers.ts';
import { WORKER_SETTINGS, type WorkerSettings } from '../worker/worker-settings.ts';
import { CONFIG, type Config } from './config.ts';
import { DATABASE_SERVER, type DatabaseServer } from './database-server.ts';

/** The settings of each app, derived from the configuration, under the app's own injection tokens. */
@Global()
@Module({
  providers: [
    {
      provide: OPERATIONS,
      inject: [CONFIG, { token: FollowedReaders, optional: true }],
      useFactory: operationsOptions,
    },
    { provide: SANDBOX_SETTINGS, inject: [CONFIG], useFactory: sandboxSettings },
    { provide: WORKER_SETTINGS, inject: [CONFIG, DATABASE_SERVER], useFactory: workerSettings },
  ],
  exports: [OPERATIONS, SANDBOX_SETTINGS, WORKER_SETTINGS],
})
export class AppSettingsModule {}

/** @param followed undefined in a process without a worker */
function operationsOptions(config: Config, followed: FollowedReaders | undefined): OperationsOptions {
  const { readyLagSeconds, metricsAccess, publicUrl, issuer } = config;
  const sandboxTokenUrl = publicUrl + ISSUER_PATHS.token;
  return { readyLagSeconds, metricsAccess, publicUrl, issuer, sandboxTokenUrl, followed: followed?.names ?? new Set() };
}

function sandboxSettings({ sandboxStories }: Config): SandboxSettings {
  return { stories: sandboxStories };
}

function workerSettings({ kafka, workers }: Config, { isShared }: DatabaseServer): WorkerSettings {
  return { follows: !isShared, kafka, workers };
}
