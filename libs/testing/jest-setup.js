import { register } from 'node:module';

/**
 * Jest's globalSetup. Jest would turn a `.ts` file into CommonJS here, where `import.meta` is not allowed: this file is
 * plain JavaScript and loads the rest as modules.
 */
export default async function setup() {
  register('./typescript-hooks.js', import.meta.url);
  const { startTestServer } = await import('./test-server.ts');
  globalThis.stopTestServer = await startTestServer();
}
