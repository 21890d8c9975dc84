import { Global, Module } from '@nestjs/common';
import { MASTER_KEY } from '#libs/persons';
import { OPERATIONS, type OperationsOptions } from '../operations/operations-options.ts';
import { clientSecret } from '../sandbox/issuer/derived-keys.ts';
import { ISSUER_PATHS } from '../sandbox/issuer/issuer-configuration.ts';
import { WEB_CLIENT_ID } from '../sandbox/issuer/web-client.ts';
import { SANDBOX_SETTINGS, type SandboxSettings } from '../sandbox/sandbox-settings.ts';
import { WEB_SETTINGS, type WebSettings } from '../web/web-settings.ts';
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
    { provide: WEB_SETTINGS, inject: [CONFIG, MASTER_KEY], useFactory: webSettings },
  ],
  exports: [OPERATIONS, SANDBOX_SETTINGS, WORKER_SETTINGS, WEB_SETTINGS],
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

/** A sandbox that is its own issuer has a client for its pages; its secret is derived like those of the others. */
function webSettings(config: Config, masterKey: Buffer): WebSettings {
  const { mode, issuer, publicUrl, webClient, webScope, sessionIdleMinutes, sessionHours } = config;
  const isOwnIssuer = mode === 'sandbox' && issuer === undefined;
  const client = isOwnIssuer ? { id: WEB_CLIENT_ID, secret: clientSecret(masterKey, WEB_CLIENT_ID) } : webClient;
  const signIn =
    client === undefined
      ? undefined
      : { issuer: issuer ?? publicUrl, clientId: client.id, clientSecret: client.secret, scope: webScope };
  return { publicUrl, signIn, idleMinutes: sessionIdleMinutes, sessionHours, isSandbox: mode === 'sandbox' };
}
