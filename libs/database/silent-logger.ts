import type { Logger } from 'typeorm';

/** TypeORM prints failures to the console even with logging off; here they are StartupProblems and rejected queries. */
export const SILENT_LOGGER: Logger = {
  logQuery: () => undefined,
  logQueryError: () => undefined,
  logQuerySlow: () => undefined,
  logSchemaBuild: () => undefined,
  logMigration: () => undefined,
  log: () => undefined,
};
