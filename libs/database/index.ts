export { parseInstant } from './column-types.ts';
export { type Database, openDatabase, poolOf } from './connect-database.ts';
export { type ConnectionSettings, type ConnectOptions, connectionSettings } from './connection-settings.ts';
export { type MigrateOptions, migrate } from './migrate.ts';
export { copiedBytes, copiedText, copyRows } from './copy-rows.ts';
export { inTransaction, inTransactionOn, type TransactionOptions } from './in-transaction.ts';
export { getProjectRoot } from './project-root.ts';
export { type Embedded, type EmbeddedOptions, attachEmbedded, startEmbedded } from './start-embedded.ts';
export { StartupProblem, type StartupProblemCode } from './startup-problem.ts';
