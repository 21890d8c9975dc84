import { getProjectRoot, startEmbedded } from '#libs/database';
import { connectDatabase } from '#libs/testing';

/** A stand-in for the service in a process of its own, so that a test can kill it: starts, prints that, and stays. */
const server = await startEmbedded({
  dataDir: process.argv[2],
  projectRoot: getProjectRoot(),
  log: (line) => process.stderr.write(`${line}\n`),
  quick: true,
});
const database = await connectDatabase({ url: server.url, applicationName: 'service' });
process.stdout.write(`${JSON.stringify({ pid: server.pid, url: server.url })}\n`);
process.on(
  'SIGTERM',
  () =>
    void database
      .close()
      .then(() => server.stop())
      .then(() => process.exit(0)),
);
