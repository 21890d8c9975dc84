import { ClockModule } from '../../service/clock.module.ts';
import { InstitutionsModule } from '../../service/institutions.module.ts';
import { RulesModule } from '../../service/rules.module.ts';
import { runCommand } from '../run-command.ts';
import { DEFAULT_UNTIL, DEFAULT_YEARS, prepareRun, type Run, SimulationRefused } from './run.ts';
import type { Tally } from './tally.ts';
import { simulateToCsv, simulateToNdjson } from './to-file.ts';
import { SimulationToLog, type Written } from './to-log.ts';

/** As typed: commander passes texts. */
export interface SimulateOptions {
  readonly persons: string;
  readonly years?: string;
  readonly seed?: string;
  readonly until?: string;
  /** `log`, or `ndjson` or `csv` and the file. */
  readonly to?: readonly string[];
}

const DEFAULT_SEED = 1;

/** Simulates persons and the reports about them, into the log or a file. */
export async function simulate(options: SimulateOptions): Promise<void> {
  const run = prepareRun({
    persons: Number(options.persons),
    years: Number(options.years ?? DEFAULT_YEARS),
    seed: Number(options.seed ?? DEFAULT_SEED),
    until: options.until ?? DEFAULT_UNTIL,
  });
  const [road = 'log', file] = options.to ?? [];
  if (road === 'log' && file === undefined) return stoppable((stop) => toLog(run, stop));
  if ((road === 'ndjson' || road === 'csv') && file !== undefined)
    return stoppable((stop) => toFile(run, road, file, stop));
  throw new SimulationRefused(`--to is "${(options.to ?? []).join(' ')}"; it must be log, ndjson FILE or csv FILE.`);
}

async function toFile(run: Run, road: 'ndjson' | 'csv', file: string, stop: AbortSignal): Promise<void> {
  const started = performance.now();
  const { tally, profile } =
    road === 'ndjson'
      ? { tally: await simulateToNdjson(run, file, stop), profile: undefined }
      : await simulateToCsv(run, file, stop);
  console.log(`${file}: ${summary(tally, (performance.now() - started) / 1_000)}`);
  tally.print();
  if (profile !== undefined)
    console.log(`Enrolments only. Import them with: npx ungestatus import csv ${file} --profile ${profile}`);
}

function toLog(run: Run, stop: AbortSignal): Promise<void> {
  return runCommand(SimulationToLog, async (simulation) => print(run, await simulation.run(run, stop)), {
    imports: [ClockModule, RulesModule, InstitutionsModule],
  });
}

function print(run: Run, { tally, before, all, seconds, stopped, logBytes, isServiceRunning }: Written): void {
  if (before > 0) console.log(`${before} of ${all} reports of this simulation were in the log already.`);
  if (before < all) console.log(`Into the log: ${summary(tally, seconds)}`);
  tally.print();
  console.log(`The log holds ${Math.round(logBytes / 1e6)} MB with its indexes.`);
  if (stopped)
    console.log(
      `Stopped after a whole page: ${before + tally.events} of ${all} reports are in. ` +
        `The same command goes on from there (seed ${run.options.seed}).`,
    );
  console.log(
    isServiceRunning
      ? 'The service beside is reading them; GET /health/ready says when its answers have caught up.'
      : 'No answers are made yet: the fast road to them is npx ungestatus rebuild all.',
  );
}

function summary(tally: Tally, seconds: number): string {
  return (
    `${tally.persons} persons, ${tally.events} events in ${seconds.toFixed(1)} s ` +
    `(${Math.round(tally.events / Math.max(seconds, 0.001))} events/s).`
  );
}

/** The first Ctrl-C requests a stop, the next ends the process as usual: a page is a transaction either way. */
async function stoppable(work: (stop: AbortSignal) => Promise<void>): Promise<void> {
  const stopping = new AbortController();
  const stop = (): void => {
    process.stderr.write('\nStopping after the page at hand.\n');
    stopping.abort(new SimulationRefused('Stopped before anything was written.'));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    await work(stopping.signal);
  } catch (error) {
    throw asRefusal(error);
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

const FILE_ERRORS = ['ENOENT', 'EACCES', 'EISDIR', 'ENOSPC', 'EROFS'];

function asRefusal(error: unknown): unknown {
  const { name, code, message } = error as NodeJS.ErrnoException;
  if (name === 'AbortError') return new SimulationRefused('Stopped; the file is not complete.');
  return code !== undefined && FILE_ERRORS.includes(code)
    ? new SimulationRefused(`The file cannot be written: ${message}. Name another with --to.`)
    : error;
}
