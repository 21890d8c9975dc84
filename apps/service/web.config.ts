import { StartupProblem } from '#libs/database';

/** The settings of the pages. */
export interface WebConfig {
  /** The client that the pages are at OIDC_ISSUER; undefined: the sandbox's own, or nobody can sign in. */
  readonly webClient: { readonly id: string; readonly secret: string } | undefined;
  /** Scopes of the sign-in. */
  readonly webScope: string;
  /** Minutes without a request after which a session of the pages ends. */
  readonly sessionIdleMinutes: number;
  /** Hours after which a session of the pages ends in any case. */
  readonly sessionHours: number;
}

/** @throws StartupProblem naming the variable, what is wrong with it and what it should be */
export function readWeb(env: NodeJS.ProcessEnv): WebConfig {
  const { OIDC_WEB_CLIENT_ID: id, OIDC_WEB_CLIENT_SECRET: secret, OIDC_WEB_SCOPE: scope = 'openid' } = env;
  if ((id === undefined) !== (secret === undefined))
    throw wrong(id === undefined ? 'OIDC_WEB_CLIENT_ID' : 'OIDC_WEB_CLIENT_SECRET', 'is missing: a client needs both');
  if (!scope.split(' ').includes('openid')) throw wrong('OIDC_WEB_SCOPE', `is "${scope}"; it must contain openid`);
  return {
    webClient: id === undefined || secret === undefined ? undefined : { id, secret },
    webScope: scope,
    sessionIdleMinutes: readCount(env, 'SESSION_IDLE_MINUTES', '30'),
    sessionHours: readCount(env, 'SESSION_HOURS', '8'),
  };
}

function readCount(env: NodeJS.ProcessEnv, name: string, fallback: string): number {
  const text = env[name] ?? fallback;
  if (!/^[1-9]\d{0,3}$/.test(text)) throw wrong(name, `is "${text}"; it must be a number from 1 to 9999`);
  return Number(text);
}

const wrong = (variable: string, text: string): StartupProblem =>
  new StartupProblem('bad-configuration', `${variable} ${text}.`);
