import { type ConnectOptions, connectionSettings, type Database, openDatabase } from '#libs/database';

/**
 * Connects by the settings that every program of this project uses.
 * @throws StartupProblem as openDatabase
 */
export function connectDatabase(options: ConnectOptions): Promise<Database> {
  return openDatabase(connectionSettings(options));
}
