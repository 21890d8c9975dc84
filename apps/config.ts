import { StartupProblem } from '#libs/database';

export type AppName = 'intake' | 'status' | 'worker';
export const APP_NAMES: readonly AppName[] = ['intake', 'status', 'worker'];

/** Everything the environment decides; read once at the start. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** Where callers reach the service; the sandbox issuer's name. No trailing slash. */
  readonly publicUrl: string;
  readonly mode: 'sandbox' | 'production';
  readonly databaseUrl: string | undefined;
  readonly dataDir: string | undefined;
  readonly masterKey: Buffer | undefined;
  /** In a sandbox without it, the service is its own issuer. */
  readonly issuer: string | undefined;
  readonly audience: string;
  readonly rulesFile: string | undefined;
  readonly apps: readonly AppName[];
}

/** @throws StartupProblem naming the variable, what is wrong with it and what it should be */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const mode = oneOf(env, 'UNGESTATUS_MODE', ['sandbox', 'production'] as const, 'sandbox');
  const host = env.HOST ?? '127.0.0.1';
  const port = readPort(env.PORT ?? '3000');
  const config: Config = {
    host,
    port,
    publicUrl: (env.PUBLIC_URL ?? `http://${host}:${port}`).replace(/\/$/, ''),
    mode,
    databaseUrl: env.DATABASE_URL,
    dataDir: env.DATA_DIR,
    masterKey: readMasterKey(env.UNGESTATUS_MASTER_KEY),
    issuer: env.OIDC_ISSUER,
    audience: env.OIDC_AUDIENCE ?? 'urn:ungestatus:api',
    rulesFile: env.RULES_FILE,
    apps: readApps(env.APPS),
  };
  if (mode === 'production' && !config.issuer) throw problem('OIDC_ISSUER', 'is missing: production needs an issuer of its own');
  if (mode === 'production' && !config.masterKey) throw problem('UNGESTATUS_MASTER_KEY', 'is missing: production keeps its key outside');
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

function readPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw problem('PORT', `is "${text}"; it must be a number from 0 to 65535`);
  return port;
}

function readMasterKey(text: string | undefined): Buffer | undefined {
  if (text === undefined) return undefined;
  const key = Buffer.from(text, 'base64');
  if (key.length !== 32) throw problem('UNGESTATUS_MASTER_KEY', 'must be 32 random bytes in base64 (openssl rand -base64 32)');
  return key;
}

function readApps(text: string | undefined): AppName[] {
  if (!text) return [...APP_NAMES];
  return text.split(',').map((name) => {
    const found = APP_NAMES.find((app) => app === name.trim());
    if (!found) throw problem('APPS', `names "${name}"; it must be some of ${APP_NAMES.join(', ')}`);
    return found;
  });
}
