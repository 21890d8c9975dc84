/** Why a token was refused. Safe to show: never carries anything out of the token. */
export type InvalidTokenReason =
  | 'missing'
  | 'malformed'
  | 'expired'
  | 'not-yet-valid'
  | 'wrong-audience'
  | 'wrong-issuer'
  | 'bad-signature'
  | 'wrong-type'
  | 'sender-constrained'
  | 'no-role'
  | 'no-municipality';

/** The caller's token does not count: theirs to put right. */
export class InvalidToken extends Error {
  readonly reason: InvalidTokenReason;

  constructor(reason: InvalidTokenReason, options?: ErrorOptions) {
    super(`The bearer token was refused: ${reason}`, options);
    this.name = 'InvalidToken';
    this.reason = reason;
  }
}

/** The issuer could not be asked for its keys: never the caller's fault, worth another try in `retryAfterSeconds`. */
export class IssuerUnavailable extends Error {
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number, options?: ErrorOptions) {
    super('The identity provider does not answer', options);
    this.name = 'IssuerUnavailable';
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
