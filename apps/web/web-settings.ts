/** Injection token of WebSettings. */
export const WEB_SETTINGS = Symbol('WebSettings');

export interface WebSettings {
  /** Address at which browsers reach the service, without a trailing slash. */
  readonly publicUrl: string;
  /** The issuer at which people sign in, and the client that the pages are there; undefined: nobody can sign in. */
  readonly signIn: SignInSettings | undefined;
  /** Minutes without a request after which a session ends. */
  readonly idleMinutes: number;
  /** Hours after which a session ends in any case. */
  readonly sessionHours: number;
  readonly isSandbox: boolean;
}

export interface SignInSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string;
}

/** The path at which the issuer sends a browser back. */
export const SIGN_IN_ANSWER = '/log-ind/svar';
