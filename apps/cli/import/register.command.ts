import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { CLOCK, type Clock, localDay } from '#libs/calendar';
import { importRegister, readRegister } from '#libs/institutions';
import { showProgress } from '../progress.ts';
import { ClockModule } from '../../service/clock.module.ts';
import { runCommand } from '../run-command.ts';

interface RegisterOptions {
  readonly mayCloseMany?: boolean;
  readonly mayChangeLetters?: boolean;
}

/** Imports the official institution register as downloaded; exit 1 if rows were refused. */
@Injectable()
class ImportRegisterCommand {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async run(file: string, options: RegisterOptions): Promise<void> {
    const progress = showProgress('Reading the register', null, 'institutions');
    const rows = counted(readRegister(file), (count) => progress.update(count));
    const on = localDay(this.clock.now());
    const result = await importRegister(this.pool, rows, { on, source: 'institution-register', ...options });
    progress.stop();
    for (const { line, field, rule, remedy } of result.refused.slice(0, 20))
      console.error(`line ${line}, ${field}: ${rule}. ${remedy}`);
    console.log(
      `${result.read} institutions read: ${result.added} added, ${result.changed} changed, ${result.closed} closed, ` +
        `${result.unchanged} unchanged, ${result.refused.length} refused.`,
    );
    if (result.leftOpen > 0) {
      console.error(
        `${result.leftOpen} known institutions are not among the readable lines and stay open until every line ` +
          'can be read.',
      );
    }
    if (result.refused.length > 0) process.exitCode = 1;
  }
}

export function importRegisterFile(file: string, options: RegisterOptions): Promise<void> {
  return runCommand(ImportRegisterCommand, (command) => command.run(file, options), { imports: [ClockModule] });
}

async function* counted<Row>(rows: AsyncIterable<Row>, count: (read: number) => void): AsyncGenerator<Row> {
  let read = 0;
  for await (const row of rows) {
    read += 1;
    if (read % 200 === 0) count(read);
    yield row;
  }
  count(read);
}
