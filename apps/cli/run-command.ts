import type { DynamicModule, Type } from '@nestjs/common';
import { pino } from 'pino';
import { readConfig } from '../service/config.ts';
import type { EventLogOptions } from '../service/event-log.module.ts';
import { openContext } from '../service/start/open-context.ts';

export interface CommandOptions extends EventLogOptions {
  /** Modules for the command's constructor, in addition to the configuration, the database, the keys and the log. */
  readonly imports?: readonly (Type | DynamicModule)[];
}

/** Constructs a command in an application of the modules it needs, runs it, and always closes the application. */
export async function runCommand<Command extends object>(
  command: Type<Command>,
  run: (command: Command) => Promise<void>,
  { imports = [], ...options }: CommandOptions = {},
): Promise<void> {
  const surroundings = {
    config: readConfig(process.env),
    print: (line: string) => void process.stderr.write(`${line}\n`),
    log: pino({ level: 'error' }, process.stderr),
  };
  const context = await openContext(surroundings, { imports, provider: command }, options);
  try {
    await run(context.get(command));
  } finally {
    await context.close();
  }
}
