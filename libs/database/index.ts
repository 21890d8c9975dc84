export { parseInstant } from './column-types.ts';
export { type ConnectOptions, type Database, connectDatabase } from './connect-database.ts';
export { findOwner } from './data-owner.ts';
export { type MigrateOptions, migrate } from './migrate.ts';
export { inTransaction, inTransactionOn, type TransactionOptions } from './in-transaction.ts';
export { getProjectRoot } from './project-root.ts';
export { IDLE_IN_TRANSACTION_MS } from './settings.ts';
export { type Embedded, type EmbeddedOptions, attachEmbedded, startEmbedded } from './start-embedded.ts';
export { StartupProblem, type StartupProblemCode } from './startup-problem.ts';
