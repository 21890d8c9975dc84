import { readConfig } from '../config.ts';
import { openParts, type Parts } from '../parts.ts';

/** Runs a command on the service's parts, beside a running service or alone, and closes them whatever happens. */
export async function withParts(run: (parts: Parts) => Promise<void>): Promise<void> {
  const parts = await openParts(readConfig(process.env), (line) => process.stderr.write(`${line}\n`), { beside: true });
  try {
    await run(parts);
  } finally {
    await parts.close();
  }
}
