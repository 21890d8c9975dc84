import { parseSource, sourceOf } from '#events/model/source';
import { StartupProblem } from '#libs/database';
import type { Sender } from '#libs/intake';
import { findSandboxClient } from '../../sandbox/issuer/clients.ts';
import type { Config } from '../../service/config.ts';

/**
 * In a sandbox the system is one of its clients; elsewhere the operator names the reporters for which it sends.
 * @throws StartupProblem
 */
export function senderOf({ mode }: Config, id: string | undefined, reporters: readonly string[]): Sender {
  if (mode === 'sandbox') {
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
      'A system is lower-case letters, digits, dots and hyphens; ' +
      'a reporter is an institution number or, e.g., municipality-0751.',
  );
}
