import { type DynamicModule, Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOGGER, PRINT_LINE, type PrintLine } from '#libs/telemetry';
import { CONFIG, type Config } from './config.ts';
import { OpenedResources } from './opened-resources.ts';

/** Inputs from the program that starts an application. */
export interface Surroundings {
  readonly config: Config;
  readonly print: PrintLine;
  readonly log: Logger;
}

/** The validated configuration, and the outputs for user lines and log lines. */
@Module({})
export class ConfigModule {
  static forRoot({ config, print, log }: Surroundings, opened: OpenedResources): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: PRINT_LINE, useValue: print },
        { provide: LOGGER, useValue: log },
        { provide: OpenedResources, useValue: opened },
      ],
      exports: [CONFIG, PRINT_LINE, LOGGER, OpenedResources],
    };
  }
}
