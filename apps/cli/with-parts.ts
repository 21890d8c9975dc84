import { readConfig } from '../service/config.ts';
import { openParts, type OpenOptions, type Parts } from '../service/parts.ts';

/** Runs a command on the service's parts, beside a running service or alone, and closes them whatever happens. */
export async function withParts(
  run: (parts: Parts) => Promise<void>,
  options: OpenOptions = { beside: true },
): Promise<void> {
  const parts = await openParts(readConfig(process.env), (line) => process.stderr.write(`${line}\n`), options);
  try {
    await run(parts);
  } finally {
    await parts.close();
  }
}
