import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A golden example: one CloudEvent per type as a sender writes it, stored next to the event's code. Used by tests and
 * documents.
 */
export interface GoldenExample {
  /** Short versioned name; the file has the same name. */
  readonly type: string;
  readonly event: Record<string, unknown>;
}

/** Reads all `<subject>/examples/*.json` below the folder. */
export function readGoldenExamples(eventsFolder: string): GoldenExample[] {
  return readdirSync(eventsFolder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /[/\\]examples[/\\][^/\\]+\.json$/.test(file))
    .sort()
    .map((file) => ({
      type: file.replace(/^.*[/\\]/, '').replace(/\.json$/, ''),
      event: JSON.parse(readFileSync(join(eventsFolder, file), 'utf8')) as Record<string, unknown>,
    }));
}
