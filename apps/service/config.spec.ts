import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { StartupProblem } from '#libs/database';
import { temporaryFolder } from '#libs/testing';
import { readConfig } from './config.ts';

const KEY = Buffer.alloc(32, 7).toString('base64');
const PRODUCTION = { UNGESTATUS_MODE: 'production', OIDC_ISSUER: 'https://issuer.example', UNGESTATUS_MASTER_KEY: KEY };

/** The sentence that refuses a configuration; empty if it is accepted. */
function refusal(env: NodeJS.ProcessEnv): string {
  try {
    readConfig(env);
    return '';
  } catch (problem) {
    if (problem instanceof StartupProblem && problem.code === 'bad-configuration') return problem.message;
    throw problem;
  }
}

test('without configuration the service is a sandbox on this machine only, and its own issuer', () => {
  expect(readConfig({})).toMatchObject({
    mode: 'sandbox',
    host: '127.0.0.1',
    port: 3000,
    publicUrl: 'http://127.0.0.1:3000',
    apps: ['intake', 'status', 'web', 'worker'],
  });
  expect(readConfig({}).issuer).toBeUndefined();
});

test('the public address is the one given, without a slash at its end', () => {
  expect(readConfig({ PUBLIC_URL: 'https://ungestatus.example/' }).publicUrl).toBe('https://ungestatus.example');
});

test('an empty variable counts as not set, for every variable', () => {
  const names = [
    'HOST',
    'PORT',
    'PUBLIC_URL',
    'UNGESTATUS_MODE',
    'DATABASE_URL',
    'DATA_DIR',
    'UNGESTATUS_MASTER_KEY',
    'OIDC_ISSUER',
    'OIDC_AUDIENCE',
  ];
  const more = [
    'RULES_FILE',
    'APPS',
    'METRICS_ACCESS',
    'READY_LAG_SECONDS',
    'KAFKA_BROKERS',
    'WORKERS',
    'LOG_LEVEL',
    'EVENT_STORE',
    'SANDBOX_STORIES',
  ];
  const empty = Object.fromEntries([...names, ...more].map((name, index) => [name, index % 2 === 0 ? '' : ' ']));
  expect(readConfig(empty)).toEqual(readConfig({}));
});

describe('a production service', () => {
  test('starts with an issuer of its own and a master key from outside', () => {
    expect(readConfig(PRODUCTION)).toMatchObject({ mode: 'production', issuer: 'https://issuer.example' });
  });

  test.each(['OIDC_ISSUER', 'UNGESTATUS_MASTER_KEY'])('does not start without %s', (variable) => {
    expect(refusal({ ...PRODUCTION, [variable]: undefined })).toContain(variable);
  });
});

describe('a wrong value is refused by the name of its variable:', () => {
  test.each([
    ['LOG_LEVEL', 'verbose'],
    ['OIDC_ISSUER', 'notaurl'],
    ['OIDC_ISSUER', 'ftp://issuer.example'],
    ['PUBLIC_URL', '127.0.0.1:3000'],
    ['UNGESTATUS_MODE', 'prod'],
    ['SANDBOX_STORIES', 'none'],
    ['PORT', 'http'],
    ['PORT', '70000'],
    ['APPS', 'intake,wroker'],
    ['UNGESTATUS_MASTER_KEY', Buffer.alloc(16).toString('base64')],
  ])('%s=%s', (variable, value) => {
    expect(refusal({ [variable]: value })).toContain(variable);
  });

  test('and a master key is never repeated', () => {
    const short = Buffer.alloc(31, 9).toString('base64');
    expect(refusal({ UNGESTATUS_MASTER_KEY: short })).not.toContain(short);
  });
});

test('metrics, readiness and traces have defaults or the configured values; an invalid value is refused by name', () => {
  expect(readConfig({})).toMatchObject({ metricsAccess: 'local', readyLagSeconds: undefined, otlpEndpoint: undefined });
  const given = {
    METRICS_ACCESS: 'open',
    READY_LAG_SECONDS: '90',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318',
  };
  expect(readConfig(given)).toMatchObject({
    metricsAccess: 'open',
    readyLagSeconds: 90,
    otlpEndpoint: 'http://localhost:4318',
  });
  for (const [name, value] of Object.entries({
    METRICS_ACCESS: 'all',
    READY_LAG_SECONDS: '0',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'localhost:4318',
  })) {
    expect(() => readConfig({ [name]: value })).toThrow(name);
  }
});

test('Kafka is used if brokers are named; an invalid value is refused by name', () => {
  expect(readConfig({ KAFKA_BROKERS: '' })).toMatchObject({ kafka: undefined, workers: 'log' });
  const given = { KAFKA_BROKERS: 'one:9092, two:9092', KAFKA_PARTITIONS: '6', WORKERS: 'kafka' };
  expect(readConfig(given)).toMatchObject({
    kafka: { brokers: ['one:9092', 'two:9092'], partitions: 6 },
    workers: 'kafka',
  });
  expect(refusal({ WORKERS: 'kafka' })).toContain('KAFKA_BROKERS');
  for (const [name, value] of Object.entries({ KAFKA_BROKERS: 'kafka', KAFKA_PARTITIONS: '0', WORKERS: 'redis' })) {
    expect(refusal({ ...given, [name]: value })).toContain(name);
  }
});

test('brokers are used unencrypted, or by TLS and with a log-in if configured; an incomplete log-in is refused by name', () => {
  const folder = temporaryFolder();
  const authorities = join(folder.path, 'ca.pem');
  writeFileSync(authorities, 'certificates');
  const given = { KAFKA_BROKERS: 'one:9093' };
  expect(readConfig(given).kafka).toMatchObject({ tls: undefined, login: undefined });
  expect(readConfig({ ...given, KAFKA_TLS: 'on', KAFKA_USER: 'u', KAFKA_PASSWORD: 'p' }).kafka).toMatchObject({
    tls: {},
    login: { mechanism: 'scram-sha-512', username: 'u', password: 'p' },
  });
  expect(
    readConfig({ ...given, KAFKA_CA_FILE: authorities, KAFKA_SASL: 'plain', KAFKA_USER: 'u', KAFKA_PASSWORD: 'p' })
      .kafka,
  ).toMatchObject({ tls: { authorities: 'certificates' }, login: { mechanism: 'plain' } });
  expect(refusal({ ...given, KAFKA_USER: 'u' })).toContain('KAFKA_PASSWORD');
  expect(refusal({ ...given, KAFKA_PASSWORD: 'secret' })).toContain('KAFKA_USER');
  expect(refusal({ ...given, KAFKA_PASSWORD: 'secret' })).not.toContain('secret');
  expect(refusal({ ...given, KAFKA_CA_FILE: join(folder.path, 'nowhere.pem') })).toContain('KAFKA_CA_FILE');
  expect(refusal({ ...given, KAFKA_TLS: 'yes' })).toContain('KAFKA_TLS');
  expect(refusal({ ...given, KAFKA_USER: 'u', KAFKA_PASSWORD: 'p', KAFKA_SASL: 'gssapi' })).toContain('KAFKA_SASL');
  return folder.remove();
});

test('the log is in the database, or on KurrentDB if both its variables are set', () => {
  expect(readConfig({ KURRENTDB_URL: 'kurrentdb://host' }).kurrentUrl).toBeUndefined();
  expect(readConfig({ EVENT_STORE: 'kurrentdb', KURRENTDB_URL: 'kurrentdb://host' }).kurrentUrl).toBe(
    'kurrentdb://host',
  );
  expect(refusal({ EVENT_STORE: 'kurrentdb' })).toContain('KURRENTDB_URL');
  expect(refusal({ EVENT_STORE: 'mongodb' })).toContain('EVENT_STORE');
});
