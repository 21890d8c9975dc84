import { pino } from 'pino';
import {
  findSandboxClient,
  importInstitutions,
  importModules,
  openContext,
  READER_NAMES,
  readConfig,
  ReportIntake,
  SANDBOX_INSTITUTIONS,
} from '../product.js';

/** An arbitrary key, the same in every process of a run. */
export const MASTER_KEY = Buffer.alloc(32, 7).toString('base64');
export const TODAY = '2026-06-15';

/** The product as its own commands assemble it, without HTTP and without starting the worker. */
export async function ourParts(url, env = {}) {
  const config = readConfig({ DATABASE_URL: url, UNGESTATUS_MASTER_KEY: MASTER_KEY, APPS: 'intake', ...env });
  const surroundings = { config, print: () => undefined, log: pino({ level: 'fatal' }) };
  class Bench {}
  const context = await openContext(surroundings, { imports: importModules(config), provider: Bench });
  const { context: intake } = context.get(ReportIntake);
  await importInstitutions(intake.pool, SANDBOX_INSTITUTIONS, { on: TODAY, source: 'sandbox' });
  await intake.institutions.refresh();
  return { ...intake, intake, config, readers: context.get(READER_NAMES), close: () => context.close() };
}

export function senderOf(id) {
  const { role, reporters } = findSandboxClient(id);
  return { clientId: id, systemId: id, role, reporters };
}
