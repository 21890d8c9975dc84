export { connectDatabase } from './connect-database.ts';
export { temporaryFolder } from './temporary-folder.ts';
export { type TestDatabase, emptyDatabase, testDatabase } from './test-database.ts';
export { testServerUrl } from './test-server.ts';
