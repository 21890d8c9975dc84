import { statSync } from 'node:fs';
import { pino } from 'pino';
import { parseSource, sourceOf } from '#events/model/source';
import { type CloudEvent, mapRows, readProfile } from '#libs/csv-import';
import { StartupProblem } from '#libs/database';
import { acceptChecked, checkCall, type Sender } from '#libs/intake';
import { findSandboxClient } from '#apps/sandbox/issuer/clients';
import type { ServiceParts } from '../../service/service-parts.ts';
import { assemble } from '../../service/run-service.ts';
import { showProgress } from '../progress.ts';
import { withParts } from '../with-parts.ts';
import { Pace } from '#libs/subscriptions';
import { ImportOutcome } from './outcome.ts';

export interface CsvCommandOptions {
  readonly profile: string;
  readonly client?: string;
  /** Whom the system speaks for, outside a sandbox. */
  readonly reporter?: readonly string[];
  readonly parameter?: readonly string[];
  /** Where every error and warning is written, with its row. */
  readonly errors?: string;
}

const BATCH = 1_000;
const CATCH_UP_MILLISECONDS = 3_600_000;
const NO_INSTITUTIONS =
  'No institution is known here yet, so every report that names one is refused. First: ungestatus import register <file>\n';

/** Imports reports from a file, through the same checks as the door; run again, nothing is stored twice. */
export function importCsvFile(file: string, options: CsvCommandOptions): Promise<void> {
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

async function importCsv(service: ServiceParts, file: string, options: CsvCommandOptions): Promise<void> {
  const profile = readProfile(options.profile);
  const parameters = readParameters(options.parameter ?? []);
  const system = options.client ?? parameters['system'] ?? profile.parameters['system'];
  const sender = senderOf(service, system, options.reporter ?? []);
  if (service.institutions.isEmpty) process.stderr.write(NO_INSTITUTIONS);
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const progress = showProgress('Importing', size, 'bytes');
  const outcome = new ImportOutcome(options.errors);
  const started = performance.now();
  const sending = new Sending({ service, sender, outcome });
  for await (const { row, events, errors, bytesRead } of mapRows(file, profile, { parameters })) {
    outcome.row(errors);
    if (await sending.add(row, events)) progress.update(bytesRead, outcome.short());
  }
  await sending.end();
  progress.update(size, outcome.short());
  progress.stop();
  const taken = (performance.now() - started) / 1_000;
  await outcome.close();
  const caughtUp = await waitForAnswers(service);
  outcome.print({ taken, withAnswers: caughtUp ? (performance.now() - started) / 1_000 : null });
}

interface SendingParts {
  readonly service: ServiceParts;
  readonly sender: Sender;
  readonly outcome: ImportOutcome;
}

/** Sends reports in batches: one is on its way into the log while the next is read, mapped and checked; never more, so order is kept. */
class Sending {
  private batch: CloudEvent[] = [];
  /** The row of each report of the batch. */
  private rows: number[] = [];
  private underway: Promise<void> = Promise.resolve();
  private readonly pace: Pace;

  constructor(private readonly parts: SendingParts) {
    const { pool, readers, clock } = parts.service;
    this.pace = new Pace({ pool, readers, now: () => clock.now() });
  }

  /** @returns whether a batch went off */
  async add(row: number, events: readonly CloudEvent[]): Promise<boolean> {
    this.batch.push(...events);
    this.rows.push(...events.map(() => row));
    if (this.batch.length < BATCH) return false;
    await this.send();
    return true;
  }

  /** Resolves once every report is durable. */
  async end(): Promise<void> {
    await this.send();
    await this.underway;
  }

  private async send(): Promise<void> {
    const { service, sender, outcome } = this.parts;
    const { batch: reports, rows } = this;
    this.batch = [];
    this.rows = [];
    const checked = checkCall(service.door, { sender, reports, kind: 'batch' });
    await this.underway;
    if (reports.length === 0) return;
    await this.pace.keep();
    this.underway = acceptChecked(service.door, checked).then((receipt) => outcome.batch(receipt, rows));
    // It is awaited before the next batch; until then a failure must not count as unheard.
    this.underway.catch(() => undefined);
  }
}

/** `name=value`; only the first sign parts them, a value may hold more. */
function readParameters(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((text) => {
      const at = text.indexOf('=');
      if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
      throw new StartupProblem('bad-configuration', `--parameter ${text}: write it as name=value.`);
    }),
  );
}

/** In a sandbox the system is one of its clients; elsewhere the operator's word says whom it speaks for. */
function senderOf({ config }: ServiceParts, id: string | undefined, reporters: readonly string[]): Sender {
  if (config.mode === 'sandbox') {
    const client = id === undefined ? undefined : findSandboxClient(id);
    if (client)
      return { clientId: client.id, systemId: client.id, role: client.role, reporters: client.reporters ?? [] };
    throw new StartupProblem(
      'bad-configuration',
      `There is no sandbox client "${id ?? ''}" to import as. Name one with --client.`,
    );
  }
  const unknown = reporters.find((reporter) => parseSource(sourceOf(id ?? '', reporter)) === undefined);
  if (id !== undefined && reporters.length > 0 && unknown === undefined)
    return { clientId: id, systemId: id, role: 'source-system', reporters };
  throw new StartupProblem(
    'bad-configuration',
    'Name the system that reports and each reporter it speaks for: --client my-system --reporter 101001. ' +
      'A system is lower-case letters, digits, dots and hyphens; a reporter is an institution number or, e.g., municipality-0751.',
  );
}

async function waitForAnswers({ worker }: ServiceParts): Promise<boolean> {
  process.stderr.write('All reports are in the log; waiting until every answer shows them.\n');
  return (await worker?.caughtUp(CATCH_UP_MILLISECONDS)) ?? false;
}
