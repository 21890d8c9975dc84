import { createHmac, randomBytes } from 'node:crypto';

/**
 * A sign-in that has begun in one browser. Its secret stays in the browser's cookie; state, nonce and code verifier are
 * derived from it, so that an answer of the issuer fits the browser that asked, and nothing is stored for strangers.
 */
export interface Attempt {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  /** The page to open afterwards, if one was asked for. */
  readonly returnTo: string | undefined;
  /** For the cookie. */
  readonly sealed: string;
}

const SECRET = /^[\w-]{43}$/;
const MOST_CHARACTERS = 1_000;

export function beginAttempt(returnTo: string | undefined): Attempt {
  const target = returnTo !== undefined && isOwnPage(returnTo) ? returnTo : undefined;
  return attemptOf(randomBytes(32).toString('base64url'), target);
}

/** @returns undefined if the cookie is missing or altered */
export function readAttempt(sealed: string | undefined): Attempt | undefined {
  const [secret = '', target = ''] = sealed?.split('.') ?? [];
  if (!SECRET.test(secret)) return undefined;
  const returnTo = Buffer.from(target, 'base64url').toString();
  return attemptOf(secret, isOwnPage(returnTo) ? returnTo : undefined);
}

function attemptOf(secret: string, returnTo: string | undefined): Attempt {
  const derived = (purpose: string): string => createHmac('sha256', secret).update(purpose).digest('base64url');
  return {
    state: derived('state'),
    nonce: derived('nonce'),
    codeVerifier: derived('code verifier'),
    returnTo,
    sealed: `${secret}.${Buffer.from(returnTo ?? '').toString('base64url')}`,
  };
}

/** Whether a browser stays on this service: `//host` and `/\host` lead away. */
function isOwnPage(path: string): boolean {
  return path.length <= MOST_CHARACTERS && /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(path);
}
