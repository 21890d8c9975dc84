import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { LruMap } from 'toad-cache';
import { IssuerUnavailable } from './invalid-token.ts';
import { readKeySet } from './read-key-set.ts';

export interface IssuerKeysOptions {
  /** Exactly as in the tokens' `iss`. */
  readonly issuer: string;
  /** Milliseconds to wait for the issuer's answer. */
  readonly fetchTimeout: number;
  /** Milliseconds without requests to the issuer after a failed one. */
  readonly pauseAfterFailure: number;
  /** Milliseconds between two requests for a key that the issuer did not have: made-up ids must not flood it. */
  readonly pauseBetweenLooks: number;
  /** Milliseconds after which the keys are read again. */
  readonly freshFor: number;
}

export interface IssuerKeys {
  /**
   * The key of a token.
   * @throws IssuerUnavailable if the keys must be read from the issuer, and that fails or is not allowed again so soon
   */
  readonly find: JWTVerifyGetKey;
  /** Reads the keys anew, unless the last attempt is too recent. */
  renew(why: Look): Promise<boolean>;
}

/**
 * The reason for reading the keys anew. Each has a pause of its own: forged signatures must not delay finding a new
 * key.
 */
type Look = 'unknown-key' | 'bad-signature';

/**
 * Keys count for a day if the issuer does not answer; for longer, a key that it has withdrawn would still be accepted.
 */
const KEPT_WITHOUT_ISSUER_MS = 24 * 3_600_000;
const MOST_SOUGHT = 1_000;

/**
 * The issuer's public keys: found by OIDC discovery at the first token (the issuer may start later than the service),
 * kept, read again once they are old, and when a token has an unknown key id. The kept keys stay in use while the
 * issuer is away.
 */
export function createIssuerKeys(options: IssuerKeysOptions): IssuerKeys {
  return new KeptKeys(options);
}

class KeptKeys implements IssuerKeys {
  #kept: JWTVerifyGetKey | undefined;
  #reading: Promise<boolean> | undefined;
  #failing = false;
  // Measured on a monotonic clock: neither the sandbox's clock nor an adjusted wall clock moves the pauses.
  #readAt = 0;
  #notBefore = 0;
  readonly #lookAgainAt: Record<Look, number> = { 'unknown-key': 0, 'bad-signature': 0 };

  /** Key ids that the issuer did not have at a recent request. */
  readonly #sought: LruMap<true>;

  constructor(private readonly options: IssuerKeysOptions) {
    this.#sought = new LruMap(MOST_SOUGHT, Math.max(1, options.pauseBetweenLooks));
  }

  readonly find: JWTVerifyGetKey = async (header, token) => {
    const known = await this.#current();
    try {
      return await known(header, token);
    } catch (cause) {
      if (!(cause instanceof errors.JWKSNoMatchingKey)) throw cause;
      return this.#seek(header, token, cause);
    }
  };

  /** Refuses key ids that the issuer recently did not have; never one that may be new there. */
  #seek: (...given: [...Parameters<JWTVerifyGetKey>, unknown]) => ReturnType<JWTVerifyGetKey> = async (
    header,
    token,
    cause,
  ) => {
    const id = header.kid ?? '';
    if (!(await this.renew('unknown-key')) || !this.#kept) {
      if (this.#sought.get(id)) throw cause;
      throw unavailable(Math.max(this.#notBefore, this.#lookAgainAt['unknown-key']) - performance.now(), cause);
    }
    try {
      return await this.#kept(header, token);
    } catch (again) {
      this.#sought.set(id, true);
      throw again;
    }
  };

  async renew(why: Look): Promise<boolean> {
    if (performance.now() < this.#lookAgainAt[why] && !this.#reading) return false;
    const read = await this.#read();
    if (read) this.#lookAgainAt[why] = performance.now() + this.options.pauseBetweenLooks;
    return read;
  }

  /** The keys to use now. Does not wait for an issuer whose last request failed if there are kept keys. */
  async #current(): Promise<JWTVerifyGetKey> {
    const age = performance.now() - this.#readAt;
    if (this.#kept && age < this.options.freshFor) return this.#kept;
    if (this.#kept && age < this.options.freshFor + KEPT_WITHOUT_ISSUER_MS) {
      const reading = this.#read();
      if (!this.#failing) await reading;
      return this.#kept;
    }
    if (!(await this.#read()) || !this.#kept) throw unavailable(this.#notBefore - performance.now());
    return this.#kept;
  }

  /**
   * Shares one request among concurrent calls. False if the issuer did not answer, or during the pause after a failure.
   */
  #read(): Promise<boolean> {
    if (!this.#reading && performance.now() < this.#notBefore) return Promise.resolve(false);
    return (this.#reading ??= readKeySet(this.options)
      .then(
        (keys) => this.#keep(keys),
        () => this.#pause(),
      )
      .finally(() => (this.#reading = undefined)));
  }

  #keep(keys: JSONWebKeySet): boolean {
    this.#kept = createLocalJWKSet(keys);
    this.#readAt = performance.now();
    this.#failing = false;
    return true;
  }

  #pause(): boolean {
    this.#failing = true;
    this.#notBefore = performance.now() + this.options.pauseAfterFailure;
    return false;
  }
}

function unavailable(milliseconds: number, cause?: unknown): IssuerUnavailable {
  return new IssuerUnavailable(Math.max(1, Math.ceil(milliseconds / 1000)), { cause });
}
