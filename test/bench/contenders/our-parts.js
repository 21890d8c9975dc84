import { pino } from 'pino';
import {
  assemble,
  findSandboxClient,
  importInstitutions,
  openParts,
  readConfig,
  SANDBOX_INSTITUTIONS,
} from '../product.js';

/** An arbitrary key, the same in every process of a run. */
export const MASTER_KEY = Buffer.alloc(32, 7).toString('base64');
export const TODAY = '2026-06-15';

/** The product as its own commands assemble it, without HTTP and without starting the worker. */
export async function ourParts(url, env = {}) {
  const config = readConfig({ DATABASE_URL: url, UNGESTATUS_MASTER_KEY: MASTER_KEY, ...env });
  const parts = await openParts(config, () => undefined);
  await importInstitutions(parts.pool, SANDBOX_INSTITUTIONS, { on: TODAY, source: 'sandbox' });
  await parts.institutions.refresh();
  return assemble(parts, pino({ level: 'fatal' }));
}

export function senderOf(id) {
  const { role, reporters } = findSandboxClient(id);
  return { clientId: id, systemId: id, role, reporters };
}
