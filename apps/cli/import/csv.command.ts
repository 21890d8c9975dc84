import { statSync } from 'node:fs';
import { Inject, Injectable, Optional } from '@nestjs/common';
import { Pool } from 'pg';
import { CLOCK, type Clock } from '#libs/calendar';
import { mapRows, readProfile } from '#libs/csv-import';
import { StartupProblem } from '#libs/database';
import { InstitutionRegister } from '#libs/institutions';
import { ReportIntake } from '#libs/intake';
import { Pace, READER_NAMES } from '#libs/subscriptions';
import { CONFIG, type Config, readConfig } from '../../service/config.ts';
import { Worker } from '../../worker/worker.ts';
import { showProgress } from '../progress.ts';
import { runCommand } from '../run-command.ts';
import { importModules } from './import-modules.ts';
import { ImportOutcome } from './outcome.ts';
import { senderOf } from './sender-of.ts';
import { FileSending } from './sending.ts';

export interface CsvCommandOptions {
  readonly profile: string;
  readonly client?: string;
  /** Reporters for which the system may send, outside a sandbox. */
  readonly reporter?: readonly string[];
  readonly parameter?: readonly string[];
  /** File for every error and warning, with its row. */
  readonly errors?: string;
}

const CATCH_UP_MILLISECONDS = 3_600_000;
const NO_INSTITUTIONS =
  'No institution is known here yet, so every report that names one is refused. ' +
  'First: ungestatus import register <file>\n';

/** Imports reports from a file through the same checks as the endpoint. A repeated run stores nothing twice. */
@Injectable()
class ImportCsvCommand {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(ReportIntake) private readonly intake: ReportIntake,
    @Inject(InstitutionRegister) private readonly institutions: InstitutionRegister,
    @Inject(Pool) private readonly pool: Pool,
    @Inject(READER_NAMES) private readonly readers: readonly string[],
    @Inject(CLOCK) private readonly clock: Clock,
    @Optional() @Inject(Worker) private readonly worker: Worker | undefined,
  ) {}

  async run(file: string, options: CsvCommandOptions): Promise<void> {
    const profile = readProfile(options.profile);
    const parameters = readParameters(options.parameter ?? []);
    const system = options.client ?? parameters['system'] ?? profile.parameters['system'];
    const sender = senderOf(this.config, system, options.reporter ?? []);
    if (this.institutions.isEmpty) process.stderr.write(NO_INSTITUTIONS);
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    const progress = showProgress('Importing', size, 'bytes');
    const outcome = new ImportOutcome(options.errors);
    const started = performance.now();
    const { pool, readers, clock } = this;
    const pace = new Pace(pool, readers, () => clock.now());
    const sending = new FileSending(this.intake, pace, sender, outcome);
    for await (const { row, events, errors, bytesRead } of mapRows(file, profile, { parameters })) {
      outcome.row(errors);
      if (await sending.add(row, events)) progress.update(bytesRead, outcome.short());
    }
    await sending.end();
    progress.update(size, outcome.short());
    progress.stop();
    const taken = (performance.now() - started) / 1_000;
    await outcome.close();
    const caughtUp = await this.waitForAnswers();
    outcome.print({ taken, withAnswers: caughtUp ? (performance.now() - started) / 1_000 : null });
  }

  private async waitForAnswers(): Promise<boolean> {
    process.stderr.write('All reports are in the log; waiting until every answer shows them.\n');
    return (await this.worker?.caughtUp(CATCH_UP_MILLISECONDS)) ?? false;
  }
}

export function importCsvFile(file: string, options: CsvCommandOptions): Promise<void> {
  const imports = importModules(readConfig(process.env));
  return runCommand(ImportCsvCommand, (command) => command.run(file, options), { imports });
}

/** `name=value`; splits at the first sign only, since a value may hold more. */
function readParameters(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((text) => {
      const at = text.indexOf('=');
      if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
      throw new StartupProblem('bad-configuration', `--parameter ${text}: write it as name=value.`);
    }),
  );
}
