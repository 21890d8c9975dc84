import { pino } from 'pino';
import { cannotListen } from '../../service/start/cannot-listen.ts';
import { readConfig } from '../../service/config.ts';
import { startService } from '../../service/start/start-service.ts';
import { findListenFault } from './port.ts';
import { welcome } from './welcome.ts';

/** Serves everything on one port, until Ctrl-C. */
export async function start(): Promise<void> {
  const config = readConfig(process.env);
  ignoreClosedOutput();
  const print = (line: string) => void process.stdout.write(`${line}\n`);
  // Before PostgreSQL is touched: a taken port is the most frequent fault, and then nothing else should have happened.
  const fault = await findListenFault(config.port, config.host);
  if (fault !== undefined) throw cannotListen(fault, config);
  const app = await startService({ config, print, log: pino({ level: config.logLevel }, process.stderr) });
  untilInterrupted(() => app.close(), print);
  print(await welcome(app));
}

/** If the process that reads the output ends (`npm start | head`), discards the output; the service continues. */
function ignoreClosedOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}

function untilInterrupted(stop: () => Promise<void>, print: (line: string) => void): void {
  let stopping = false;
  const onSignal = () => {
    if (stopping) return;
    stopping = true;
    print('Stopping: calls at hand are finished first.');
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}
