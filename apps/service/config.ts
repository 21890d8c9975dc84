import { readFileSync } from 'node:fs';
import { readLimits } from './limits.config.ts';
import { readWeb, type WebConfig } from './web.config.ts';
import type { Limits } from '#libs/limits';
import { StartupProblem } from '#libs/database';
import { TOKEN_TYPES, type TokenType } from '#libs/identity';
import type { BrokerAccess } from '#libs/kafka';

/** Injection token of Config. */
export const CONFIG = Symbol('Config');

export type AppName = 'intake' | 'status' | 'web' | 'worker';
/** How the projections' work is shared: by processes that follow the log, or by members of Kafka's consumer groups. */
export type WorkersBy = 'log' | 'kafka';
/** pino's levels. */
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
export const APP_NAMES: readonly AppName[] = ['intake', 'status', 'web', 'worker'];

/** All settings from the environment; read once at the start. */
export interface Config extends WebConfig {
  readonly host: string;
  readonly port: number;
  /** Address at which callers reach the service; the sandbox issuer's name. No trailing slash. */
  readonly publicUrl: string;
  readonly mode: 'sandbox' | 'production';
  /** Whether a fresh sandbox gets its three stories; without them its clock may begin at any day. */
  readonly sandboxStories: 'on' | 'off';
  readonly databaseUrl: string | undefined;
  readonly dataDir: string | undefined;
  /** Address of KurrentDB if the log is there; undefined: the log is in the database. */
  readonly kurrentUrl: string | undefined;
  readonly masterKey: Buffer | undefined;
  /** In a sandbox without it, the service is its own issuer. */
  readonly issuer: string | undefined;
  readonly audience: string;
  /** Accepted types in the header of access tokens. */
  readonly tokenTypes: readonly TokenType[];
  readonly rulesFile: string | undefined;
  readonly apps: readonly AppName[];
  /** Access to figures without an operator's token: from this machine only, or for every caller. */
  readonly metricsAccess: 'local' | 'open';
  /** Seconds a reader may be behind before the service reports that it is not ready; undefined: any. */
  readonly readyLagSeconds: number | undefined;
  /** Endpoint for traces (OTLP over HTTP); undefined: no traces. */
  readonly otlpEndpoint: string | undefined;
  /** Brokers that receive the log; undefined: Kafka is not used. `partitions`: of topics that have to be created. */
  readonly kafka: (BrokerAccess & { readonly partitions: number }) | undefined;
  readonly workers: WorkersBy;
  readonly logLevel: LogLevel;
  /** Limits per client. */
  readonly limits: Limits;
  /** Urgent reports per second that one client may have processed first; 0: none. */
  readonly urgentPerSecond: number;
}

/** An empty variable counts as not set: compose files and shells produce empty ones. */
function withoutEmpty(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''));
}

/** @throws StartupProblem naming the variable, what is wrong with it and what it should be */
export function readConfig(given: NodeJS.ProcessEnv): Config {
  const env = withoutEmpty(given);
  const mode = oneOf(env, 'UNGESTATUS_MODE', ['sandbox', 'production'] as const, 'sandbox');
  const host = env.HOST ?? '127.0.0.1';
  const port = readPort(env.PORT ?? '3000');
  const config: Config = {
    host,
    port,
    publicUrl: (readEndpoint('PUBLIC_URL', env.PUBLIC_URL) ?? `http://${host}:${port}`).replace(/\/$/, ''),
    mode,
    sandboxStories: oneOf(env, 'SANDBOX_STORIES', ['on', 'off'] as const, 'on'),
    databaseUrl: env.DATABASE_URL,
    dataDir: env.DATA_DIR,
    kurrentUrl: readKurrentUrl(env),
    masterKey: readMasterKey(env.UNGESTATUS_MASTER_KEY),
    issuer: readEndpoint('OIDC_ISSUER', env.OIDC_ISSUER),
    audience: env.OIDC_AUDIENCE ?? 'urn:ungestatus:api',
    tokenTypes: readTokenTypes(env),
    rulesFile: env.RULES_FILE,
    apps: readApps(env.APPS),
    metricsAccess: oneOf(env, 'METRICS_ACCESS', ['local', 'open'] as const, 'local'),
    readyLagSeconds: readSeconds('READY_LAG_SECONDS', env.READY_LAG_SECONDS),
    otlpEndpoint: readEndpoint('OTEL_EXPORTER_OTLP_ENDPOINT', env.OTEL_EXPORTER_OTLP_ENDPOINT),
    kafka: readKafka(env),
    ...readLimits(env),
    ...readWeb(env),
    workers: oneOf(env, 'WORKERS', ['log', 'kafka'] as const, 'log'),
    logLevel: oneOf(env, 'LOG_LEVEL', LOG_LEVELS, 'info'),
  };
  if (config.apps.includes('web') && !config.apps.includes('status'))
    throw problem('APPS', 'names web without status, which answers what the pages ask');
  if (config.workers === 'kafka' && !config.kafka)
    throw problem('KAFKA_BROKERS', 'is missing: WORKERS=kafka shares the work through it');
  if (mode === 'production' && !config.issuer)
    throw problem('OIDC_ISSUER', 'is missing: production needs an issuer of its own');
  if (mode === 'production' && !config.masterKey)
    throw problem('UNGESTATUS_MASTER_KEY', 'is missing: production keeps its key outside');
  return config;
}

function problem(variable: string, text: string): StartupProblem {
  return new StartupProblem('bad-configuration', `${variable} ${text}.`);
}

function oneOf<T extends string>(env: NodeJS.ProcessEnv, name: string, allowed: readonly T[], fallback: T): T {
  const value = env[name] ?? fallback;
  const found = allowed.find((candidate) => candidate === value);
  if (!found) throw problem(name, `is "${value}"; it must be one of ${allowed.join(', ')}`);
  return found;
}

function readTokenTypes({ OIDC_TOKEN_TYPES: text }: NodeJS.ProcessEnv): readonly TokenType[] {
  if (!text) return TOKEN_TYPES;
  const wanted = text.split(',').map((type) => type.trim());
  return wanted.map((type) => TOKEN_TYPES.find((known) => known === type) ?? refuseTokenType(type));
}

function refuseTokenType(type: string): never {
  throw problem(
    'OIDC_TOKEN_TYPES',
    `names "${type}"; it must be some of ${TOKEN_TYPES.join(', ')}, with commas between`,
  );
}

function readPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw problem('PORT', `is "${text}"; it must be a number from 0 to 65535`);
  return port;
}

function readSeconds(name: string, text: string | undefined): number | undefined {
  if (!text) return undefined;
  const seconds = Number(text);
  if (!(seconds > 0 && seconds < Infinity)) throw problem(name, `is "${text}"; it must be a number of seconds above 0`);
  return seconds;
}

function readEndpoint(name: string, text: string | undefined): string | undefined {
  if (!text) return undefined;
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw problem(name, 'must be an http or https address, e.g. http://127.0.0.1:4318');
  return text;
}

function readMasterKey(text: string | undefined): Buffer | undefined {
  if (text === undefined) return undefined;
  const key = Buffer.from(text, 'base64');
  if (key.length !== 32)
    throw problem('UNGESTATUS_MASTER_KEY', 'must be 32 random bytes in base64 (openssl rand -base64 32)');
  return key;
}

function readKurrentUrl(env: NodeJS.ProcessEnv): string | undefined {
  const wanted = oneOf(env, 'EVENT_STORE', ['postgresql', 'kurrentdb'] as const, 'postgresql');
  const url = env.KURRENTDB_URL;
  if (wanted === 'postgresql') return undefined;
  if (!url) throw problem('KURRENTDB_URL', 'is missing: EVENT_STORE=kurrentdb keeps the log there');
  return url;
}

function readKafka(env: NodeJS.ProcessEnv): Config['kafka'] {
  const { KAFKA_BROKERS: brokers, KAFKA_PARTITIONS: partitions = '12' } = env;
  if (!brokers) return undefined;
  const addresses = brokers.split(',').map((address) => address.trim());
  if (!addresses.every((address) => /^[^\s:/]+:\d{1,5}$/.test(address)))
    throw problem('KAFKA_BROKERS', 'must be host:port, several with commas between');
  if (!/^[1-9]\d{0,2}$/.test(partitions))
    throw problem('KAFKA_PARTITIONS', `is "${partitions}"; it must be a number from 1 to 999`);
  return { brokers: addresses, partitions: Number(partitions), tls: readKafkaTls(env), login: readKafkaLogin(env) };
}

function readKafkaTls(env: NodeJS.ProcessEnv): BrokerAccess['tls'] {
  const file = env.KAFKA_CA_FILE;
  if (oneOf(env, 'KAFKA_TLS', ['off', 'on'] as const, file ? 'on' : 'off') === 'off') return undefined;
  if (!file) return {};
  try {
    return { authorities: readFileSync(file, 'utf8') };
  } catch {
    throw problem('KAFKA_CA_FILE', 'names a file that cannot be read; it should hold certificates as PEM');
  }
}

function readKafkaLogin(env: NodeJS.ProcessEnv): BrokerAccess['login'] {
  const { KAFKA_USER: username, KAFKA_PASSWORD: password } = env;
  if (!username && !password) return undefined;
  if (!username || !password)
    throw problem(username ? 'KAFKA_PASSWORD' : 'KAFKA_USER', 'is missing: a log-in needs both');
  return {
    mechanism: oneOf(env, 'KAFKA_SASL', ['scram-sha-512', 'scram-sha-256', 'plain'] as const, 'scram-sha-512'),
    username,
    password,
  };
}

function readApps(text: string | undefined): AppName[] {
  if (!text) return [...APP_NAMES];
  return text.split(',').map((name) => {
    const found = APP_NAMES.find((app) => app === name.trim());
    if (!found) throw problem('APPS', `names "${name}"; it must be some of ${APP_NAMES.join(', ')}`);
    return found;
  });
}
