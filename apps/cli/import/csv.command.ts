import { statSync } from 'node:fs';
import { pino } from 'pino';
import { type CloudEvent, mapRows, readProfile } from '#libs/csv-import';
import { StartupProblem } from '#libs/database';
import { acceptChecked, checkCall, type Sender } from '#libs/door';
import { findSandboxClient } from '#libs/sandbox';
import type { ServiceParts } from '../../service-parts.ts';
import { assemble } from '../../run-service.ts';
import { showProgress } from '../progress.ts';
import { withParts } from '../with-parts.ts';
import { Pace } from './pace.ts';
import { ImportOutcome } from './outcome.ts';

export interface CsvOptions {
  readonly profile: string;
  readonly client?: string;
  readonly parameter?: readonly string[];
}

const BATCH = 1_000;
const CATCH_UP_MILLISECONDS = 3_600_000;

/** Imports reports from a file, through the same checks as the door; run again, nothing is stored twice. */
export function importCsvFile(file: string, options: CsvOptions): Promise<void> {
  return withParts(async (parts) => {
    const service = assemble(parts, pino({ level: 'error' }, process.stderr));
    if (!parts.beside) await service.worker?.start();
    try {
      await importCsv(service, file, options);
    } finally {
      if (!parts.beside) await service.worker?.stop();
    }
  });
}

async function importCsv(service: ServiceParts, file: string, options: CsvOptions): Promise<void> {
  const profile = readProfile(options.profile);
  const parameters = Object.fromEntries((options.parameter ?? []).map((text) => text.split('=', 2) as [string, string]));
  const sender = senderOf(service, options.client ?? parameters['system'] ?? profile.parameters['system']);
  const progress = showProgress('Importing', statSync(file).size, 'bytes');
  const outcome = new ImportOutcome();
  const pace = new Pace({ pool: service.pool, readers: service.readers, now: () => service.clock.now() });
  const started = performance.now();
  let batch: CloudEvent[] = [];
  // One batch is on its way into the log while the next is read, mapped and checked; never more, so order is kept.
  let underway: Promise<void> = Promise.resolve();
  const sendBatch = async (): Promise<void> => {
    const reports = batch;
    batch = [];
    const checked = checkCall(service.door, { sender, reports, kind: 'batch' });
    await underway;
    if (reports.length === 0) return;
    await pace.keep();
    underway = acceptChecked(service.door, checked).then((receipt) => outcome.add(receipt));
    // It is awaited before the next batch; until then a failure must not count as unheard.
    underway.catch(() => undefined);
  };
  for await (const { events, errors, bytesRead } of mapRows(file, profile, { parameters })) {
    outcome.row(errors);
    batch.push(...events);
    if (batch.length < BATCH) continue;
    await sendBatch();
    progress.update(bytesRead, outcome.short());
  }
  await sendBatch();
  await underway;
  progress.update(statSync(file).size, outcome.short());
  progress.stop();
  const taken = (performance.now() - started) / 1_000;
  const caughtUp = await waitForAnswers(service);
  outcome.print({ taken, withAnswers: caughtUp ? (performance.now() - started) / 1_000 : null });
}

/** In a sandbox the system is one of its clients; elsewhere the operator's word says whom it speaks for. */
function senderOf({ config }: ServiceParts, id: string | undefined): Sender {
  const client = id === undefined ? undefined : findSandboxClient(id);
  if (config.mode === 'sandbox' && client) {
    return { clientId: client.id, systemId: client.id, role: client.role, reporters: client.reporters ?? [] };
  }
  throw new StartupProblem('bad-configuration', `There is no sandbox client "${id ?? ''}" to import as. Name one with --client.`);
}

async function waitForAnswers({ worker }: ServiceParts): Promise<boolean> {
  process.stderr.write('All reports are in the log; waiting until every answer shows them.\n');
  return (await worker?.caughtUp(CATCH_UP_MILLISECONDS)) ?? false;
}

