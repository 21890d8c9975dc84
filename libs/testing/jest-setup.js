import { register } from 'node:module';

/**
 * Jest's globalSetup. Jest would turn a `.ts` file into CommonJS here, where `import.meta` is not allowed: this file is
 * plain JavaScript and loads the rest as modules.
 */
export default async function setup({ maxWorkers }) {
  register('./typescript-hooks.js', import.meta.url);
  const { startTestServers } = await import('./test-server.ts');
  globalThis.stopTestServers = await startTestServers(maxWorkers);
}
