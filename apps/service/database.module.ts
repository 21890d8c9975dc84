import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Pool } from 'pg';
import { DataSource } from 'typeorm';
import type { PrintLine } from '#libs/telemetry';
import { type ConnectionSettings, connectionSettings, migrate, openDatabase, poolOf } from '#libs/database';
import { CONFIG, type Config } from './config.ts';
import { DATABASE_SERVER, type DatabaseServer, openServer, type ServerUse } from './database-server.ts';
import { type Opened, OpenedResources } from './opened-resources.ts';

const POOL_SIZE = 24;
const OPENED_SERVER = Symbol('OpenedServer');

/**
 * PostgreSQL, one pool of connections to it, and TypeORM's data source on the same pool; migrated before anything can
 * use them. TypeORM's module closes the data source; it is imported here, so Nest runs its shutdown hook before this
 * one, which stops the server.
 */
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(OPENED_SERVER) private readonly server: Opened<DatabaseServer>) {}

  static forRoot(use: ServerUse, print: PrintLine, opened: OpenedResources): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      imports: [
        TypeOrmModule.forRootAsync({
          inject: [DATABASE_SERVER],
          useFactory: ({ url }: DatabaseServer) => ({
            ...connectionSettings({ url, applicationName: 'ungestatus', poolSize: POOL_SIZE }),
            autoLoadEntities: true,
            toRetry: () => false,
          }),
          dataSourceFactory: (settings) => openMigrated(settings as ConnectionSettings, print, opened),
        }),
      ],
      providers: [
        {
          provide: OPENED_SERVER,
          inject: [CONFIG],
          useFactory: (config: Config) => openServer(config, use, { print, opened }),
        },
        { provide: DATABASE_SERVER, inject: [OPENED_SERVER], useFactory: ({ thing }: Opened<DatabaseServer>) => thing },
        { provide: Pool, inject: [DataSource], useFactory: poolOf },
      ],
      exports: [DATABASE_SERVER, Pool],
    };
  }

  onApplicationShutdown(): Promise<void> {
    return this.server.close();
  }
}

async function openMigrated(
  settings: ConnectionSettings,
  print: PrintLine,
  opened: OpenedResources,
): Promise<DataSource> {
  const { thing: database } = await opened.open(
    () => openDatabase(settings),
    async ({ dataSource, close }) => (dataSource.isInitialized ? close() : undefined),
  );
  await migrate(database, { log: print });
  return database.dataSource;
}
