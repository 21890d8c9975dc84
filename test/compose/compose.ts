import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ROOT } from '../architecture/project-files.ts';

export interface ComposeService {
  readonly image?: string;
  readonly build?: string;
  readonly profiles?: readonly string[];
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly healthcheck?: { readonly test?: readonly string[] };
}

export interface Compose {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

export function readCompose(text = readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8')): Compose {
  return parse(text, { merge: true }) as Compose;
}

/** A version exact enough to pull the same image next year: a full version, not `latest`, not `4`. */
const PINNED = /^[a-z0-9./-]+:v?\d+\.\d+(\.\d+)?(-[a-z0-9.-]+)?$/;

/** One sentence per missing setting of a service. */
export function composeFaults({ services, volumes }: Compose): string[] {
  return Object.entries(services).flatMap(([name, { image = '', ports = [], volumes: mounts = [], healthcheck }]) => [
    ...(PINNED.test(image) ? [] : [`${name}: the image ${image} is not pinned`]),
    ...(healthcheck?.test?.[0] === 'CMD' ? [] : [`${name}: has no health check`]),
    ...ports.filter((port) => !port.startsWith('127.0.0.1:')).map((port) => `${name}: ${port} is open to the network`),
    ...mounts
      .map((mount) => mount.split(':')[0] ?? '')
      .filter((source) => !source.startsWith('./') && !(source in volumes))
      .map((source) => `${name}: there is no volume ${source}`),
  ]);
}
