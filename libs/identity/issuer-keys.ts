import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { LruMap } from 'toad-cache';
import { IssuerUnavailable } from './invalid-token.ts';
import { readKeySet } from './read-key-set.ts';

export interface IssuerKeysOptions {
  /** Exactly as in the tokens' `iss`. */
  readonly issuer: string;
  /** Milliseconds to wait for the issuer's answer. */
  readonly fetchTimeout: number;
  /** Milliseconds after a failed try in which the issuer is left in peace. */
  readonly pauseAfterFailure: number;
  /** Milliseconds between two looks for a key the issuer did not have: made-up ids must not flood it. */
  readonly pauseBetweenLooks: number;
  /** Milliseconds after which the keys are asked for again. */
  readonly freshFor: number;
}

export interface IssuerKeys {
  /** The key of a token. @throws IssuerUnavailable if the issuer would have to be asked and cannot, or not again so soon */
  readonly find: JWTVerifyGetKey;
  /** Reads the keys anew, if that may be done now. */
  renew(why: Look): Promise<boolean>;
}

/** Why the issuer is asked anew. Each has a pause of its own: forged signatures must not put off the look for a new key. */
type Look = 'unknown-key' | 'bad-signature';

/** Without an answer of the issuer its keys count for a day: longer, and a key it has taken back would still open the door. */
const KEPT_WITHOUT_ISSUER_MS = 24 * 3_600_000;
const MOST_SOUGHT = 1_000;

/**
 * The issuer's public keys: found by OIDC discovery at the first token (the issuer may start after us), kept, read again when
 * they are old, and looked for when an unknown key id turns up. While the issuer is away the kept keys go on serving.
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

  /** Key ids the issuer did not have at a look that is still recent. */
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

  /** What the issuer did not have a moment ago is refused; what may be new to it is never. */
  #seek: (...asked: [...Parameters<JWTVerifyGetKey>, unknown]) => ReturnType<JWTVerifyGetKey> = async (
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

  /** Keys that count now. Nobody waits for an issuer that failed the last time, if there are keys to go on with. */
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

  /** Calls at once share one question. False if the issuer did not answer, or is left in peace. */
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
