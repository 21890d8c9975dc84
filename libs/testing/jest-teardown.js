/** Jest's globalTeardown; it runs in the process that ran jest-setup.js. */
export default async function teardown() {
  await globalThis.stopTestServers?.();
}
