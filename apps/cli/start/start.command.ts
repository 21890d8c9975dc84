import { type Logger, pino } from 'pino';
import { readConfig } from '../../service/config.ts';
import { openParts, type Parts } from '../../service/parts.ts';
import { cannotListen, type RunningService, runService } from '../../service/run-service.ts';
import { loadSandbox } from '../../sandbox/load-sandbox.ts';
import { findListenFault } from './port.ts';
import { welcome } from './welcome.ts';

/** Everything on one port, until Ctrl-C. */
export async function start(): Promise<void> {
  const config = readConfig(process.env);
  outliveReaders();
  const say = (line: string) => process.stdout.write(`${line}\n`);
  // Before PostgreSQL is touched: the port is what is most often taken, and then nothing else shall have happened.
  const fault = await findListenFault(config.port, config.host);
  if (fault !== undefined) throw cannotListen(fault, config);
  const parts = await openParts(config, say);
  const log = pino({ level: config.logLevel }, process.stderr);
  const service = await runOrClose(parts, log, say);
  untilInterrupted(() => service.stop(), say);
  say(await welcome(service.parts));
}

/** A start that fails leaves no PostgreSQL running behind it. */
async function runOrClose(parts: Parts, log: Logger, say: (line: string) => void): Promise<RunningService> {
  try {
    const { mode, sandboxStories } = parts.config;
    return await runService(parts, log, async (service) => {
      if (mode === 'sandbox') await loadSandbox(service, say, { stories: sandboxStories === 'on' });
    });
  } catch (error) {
    await parts.close();
    throw error;
  }
}

/** Whoever reads the output may go away (`npm start | head`): then it is written to nobody, and the service goes on. */
function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}

function untilInterrupted(stop: () => Promise<void>, say: (line: string) => void): void {
  let stopping = false;
  const onSignal = () => {
    if (stopping) return;
    stopping = true;
    say('Stopping: calls at hand are finished first.');
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
