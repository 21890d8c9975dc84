import { Inject, Injectable } from '@nestjs/common';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  type Configuration,
  discovery,
  enableNonRepudiationChecks,
} from 'openid-client';
import { type Actor, TOKEN_VERIFIER, type TokenVerifier } from '#libs/identity';
import { ProblemError } from '#libs/problems';
import { SIGN_IN_ANSWER, WEB_SETTINGS, type SignInSettings, type WebSettings } from '../web-settings.ts';
import type { Attempt } from './attempt.ts';

const TIMEOUT_SECONDS = 5;

/** Somebody who has signed in: the caller as the API would see it, and a name for the head of the pages. */
export interface SignedInPerson {
  readonly actor: Actor;
  readonly name: string;
}

/** Sign-in by OpenID Connect: code flow with PKCE. The issuer is read at the first sign-in, not at the start. */
@Injectable()
export class OpenId {
  #configuration: Promise<Configuration> | undefined;

  constructor(
    @Inject(WEB_SETTINGS) private readonly settings: WebSettings,
    @Inject(TOKEN_VERIFIER) private readonly verifier: TokenVerifier,
  ) {}

  /** The issuer's address at which the browser signs in. @throws ProblemError issuer-unavailable */
  async addressFor({ state, nonce, codeVerifier }: Attempt): Promise<string> {
    const { scope } = this.#signIn();
    const configuration = await this.#read();
    return buildAuthorizationUrl(configuration, {
      redirect_uri: this.settings.publicUrl + SIGN_IN_ANSWER,
      scope,
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
    }).href;
  }

  /**
   * Redeems the code of the issuer's answer. The actor comes from the access token by the check of the API.
   * @param query of the request, with its question mark; the address before it is the configured one
   * @throws Error if state, nonce, code, verifier or token do not fit
   */
  async redeem(query: string, { state, nonce, codeVerifier }: Attempt): Promise<SignedInPerson> {
    const answer = new URL(this.settings.publicUrl + SIGN_IN_ANSWER + query);
    const checks = {
      pkceCodeVerifier: codeVerifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    };
    const tokens = await authorizationCodeGrant(await this.#read(), answer, checks);
    const claims = tokens.claims();
    const actor = await this.verifier.verify(`Bearer ${tokens.access_token}`);
    if (claims?.sub !== actor.subject) throw new Error('the two tokens are of different persons');
    return { actor, name: typeof claims['name'] === 'string' ? claims['name'].slice(0, 200) : actor.subject };
  }

  #signIn(): SignInSettings {
    const { signIn } = this.settings;
    if (signIn === undefined) throw new ProblemError('not-built', { detail: 'OIDC_WEB_CLIENT_ID is not set' });
    return signIn;
  }

  async #read(): Promise<Configuration> {
    const reading = (this.#configuration ??= discover(this.#signIn()));
    try {
      return await reading;
    } catch (cause) {
      this.#configuration = undefined;
      throw new ProblemError('issuer-unavailable', { detail: cause instanceof Error ? cause.name : 'no answer' });
    }
  }
}

/** Checks signatures, also of a token from the issuer itself. Plain HTTP is for the issuer of a sandbox. */
function discover({ issuer, clientId, clientSecret }: SignInSettings): Promise<Configuration> {
  const insecure = new URL(issuer).protocol === 'http:' ? [allowInsecureRequests] : [];
  return discovery(new URL(issuer), clientId, {}, ClientSecretBasic(clientSecret), {
    execute: [enableNonRepudiationChecks, ...insecure],
    timeout: TIMEOUT_SECONDS,
  });
}
