import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readConfig } from '#apps/service/config';
import { ROOT } from '../architecture/project-files.ts';
import { composeFaults, readCompose } from './compose.ts';

const compose = readCompose();
const inProfile = (profile: string): string[] =>
  Object.entries(compose.services).flatMap(([name, { profiles }]) => (profiles?.includes(profile) ? [name] : []));

describe('docker-compose.yml', () => {
  test('pins every image, watches every service, and opens ports to this machine only', () => {
    expect(composeFaults(compose)).toEqual([]);
  });

  test('starts PostgreSQL and one process without a profile, and adds the rest by profile', () => {
    const always = Object.entries(compose.services).flatMap(([name, { profiles }]) => (profiles ? [] : [name]));
    expect(always.sort()).toEqual(['postgres', 'ungestatus']);
    expect(['kurrent', 'kafka', 'observe', 'scale'].map(inProfile)).toEqual([
      ['kurrentdb'],
      ['kafka'],
      ['prometheus', 'grafana', 'jaeger'],
      ['worker'],
    ]);
  });

  test('mounts files that are there', () => {
    const files = Object.values(compose.services).flatMap(({ volumes = [] }) =>
      volumes.filter((mount) => mount.startsWith('./')).map((mount) => mount.split(':')[0] ?? ''),
    );
    expect(files.length).toBeGreaterThan(3);
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });

  test('runs the same Kafka version as the proofs', () => {
    const proven = /<kafka\.version>(.*)</.exec(readFileSync(join(ROOT, 'test/kafka/pom.xml'), 'utf8'))?.[1];
    expect(compose.services['kafka']?.image).toBe(`apache/kafka:${proven}`);
  });

  test.each([
    ['as it is', {}, { apps: ['intake', 'status', 'web', 'worker'], kafka: undefined, workers: 'log' }],
    [
      'scaled out',
      { APPS: 'intake,status', WORKERS: 'kafka', KAFKA_BROKERS: 'kafka:9092' },
      { apps: ['intake', 'status'], workers: 'kafka' },
    ],
  ])('gives the program an accepted environment, %s', (_, given: Record<string, string>, wanted) => {
    const settings = Object.entries({
      ...compose.services['ungestatus']?.environment,
      UNGESTATUS_MASTER_KEY: Buffer.alloc(32).toString('base64'),
    });
    const env = Object.fromEntries(
      settings.map(([name, value]) => [
        name,
        String(value).replace(/\$\{(\w+):-([^}]*)\}/g, (__, variable, fallback) => given[variable] ?? fallback),
      ]),
    );
    expect(readConfig(env)).toMatchObject(wanted);
  });
});

describe('a fault in a compose file is found', () => {
  const one = (service: string): string[] =>
    composeFaults(readCompose(`services:\n  one:\n    ${service}\nvolumes: {}\n`));
  const HEALTHY = 'healthcheck: { test: [CMD, "true"] }';

  test.each([
    ['image: postgres:latest', 'is not pinned'],
    ['image: postgres', 'is not pinned'],
    ['image: postgres:18', 'is not pinned'],
    ['image: postgres:18.0\n    ports: ["5432:5432"]', 'open to the network'],
    ['image: postgres:18.0\n    volumes: ["data:/data"]', 'no volume data'],
  ])('%s', (service, fault) => {
    expect(one(`${HEALTHY}\n    ${service}`)).toEqual([expect.stringContaining(fault)]);
  });

  test('for a service without a health check', () => {
    expect(one('image: postgres:18.0')).toEqual(['one: has no health check']);
  });
});

describe('Dockerfile', () => {
  const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');

  test('pins its base image, runs as an unprivileged user, and copies only what running needs', () => {
    const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
    expect(new Set(bases).size).toBe(1);
    expect(bases[0]).toMatch(/^node:24\.\d+\.\d+-bookworm-slim$/);
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(dockerfile).toContain('--omit=dev');
  });
});
