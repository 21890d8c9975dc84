import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One CloudEvent per type as a sender would write it: the golden examples beside the facts. For tests and documents. */
export interface GoldenExample {
  /** Short versioned name: the file's. */
  readonly type: string;
  readonly event: Record<string, unknown>;
}

/** All `<subject>/examples/*.json` below the folder. */
export function readGoldenExamples(eventsFolder: string): GoldenExample[] {
  return readdirSync(eventsFolder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /[/\\]examples[/\\][^/\\]+\.json$/.test(file))
    .sort()
    .map((file) => ({
      type: file.replace(/^.*[/\\]/, '').replace(/\.json$/, ''),
      event: JSON.parse(readFileSync(join(eventsFolder, file), 'utf8')) as Record<string, unknown>,
    }));
}
