import 'reflect-metadata';
import { type DynamicModule, type INestApplicationContext, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ConfigModule, type Surroundings } from '../config.module.ts';
import { DatabaseModule } from '../database.module.ts';
import { EventLogModule, type EventLogOptions } from '../event-log.module.ts';
import { OpenedResources } from '../opened-resources.ts';
import { PersonsModule } from '../persons.module.ts';

/** The modules and the class of a command. */
export interface ContextContent {
  readonly imports: readonly (Type | DynamicModule)[];
  readonly provider: Type;
}

/**
 * An application without HTTP for a command: the database (of a running service, if there is one), the keys and the
 * log, and the modules that the command names.
 * @throws StartupProblem in sentences for the person at the keyboard; nothing is left open then
 */
export async function openContext(
  surroundings: Surroundings,
  { imports, provider }: ContextContent,
  options: EventLogOptions = {},
): Promise<INestApplicationContext> {
  const opened = new OpenedResources();
  @Module({
    imports: [
      ConfigModule.forRoot(surroundings, opened),
      DatabaseModule.forRoot('shared-if-running', surroundings.print, opened),
      PersonsModule,
      EventLogModule.forRoot(options),
      ...imports,
    ],
    providers: [provider],
  })
  class CommandModule {}
  try {
    return await NestFactory.createApplicationContext(CommandModule, { logger: false, abortOnError: false });
  } catch (error) {
    await opened.closeAll();
    throw error;
  }
}
